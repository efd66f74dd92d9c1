-- Events on their way to an app. When each is tried next is the job scheduler's business; next_try_at is for people.
CREATE TABLE webhook_deliveries (
    id             uuid PRIMARY KEY,
    client_id      uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    url            text        NOT NULL,
    event          text        NOT NULL,
    body           text        NOT NULL,
    created_at     timestamptz NOT NULL,
    attempts       int         NOT NULL DEFAULT 0,
    next_try_at    timestamptz,
    delivered_at   timestamptz
);
CREATE INDEX webhook_deliveries_by_client ON webhook_deliveries (client_id, id DESC);

CREATE TABLE webhook_attempts (
    delivery_id    uuid        NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    number         int         NOT NULL,
    at             timestamptz NOT NULL,
    milliseconds   int         NOT NULL,
    -- NULL where nobody answered; then the answer says why.
    status         int,
    answer         text        NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
