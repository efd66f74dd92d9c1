-- What the owner of a client may know about its calls: why some were refused, and how many were made.
-- No foreign key: rows are written in batches after the fact, and a client deleted meanwhile must not fail a batch.
CREATE TABLE refused_requests (
    id          uuid PRIMARY KEY,
    client_id   uuid        NOT NULL,
    at          timestamptz NOT NULL,
    endpoint    text        NOT NULL,
    status      int         NOT NULL,
    error       text        NOT NULL,
    detail      text        NOT NULL,
    request_id  text
);
CREATE INDEX refused_requests_by_client ON refused_requests (client_id, id DESC);

CREATE TABLE request_counts (
    client_id   uuid        NOT NULL,
    day         date        NOT NULL,
    endpoint    text        NOT NULL,
    answered    bigint      NOT NULL,
    refused     bigint      NOT NULL,
    PRIMARY KEY (client_id, day, endpoint)
);
