CREATE TABLE webhook_deliveries (
    id             uuid PRIMARY KEY,
    client_id      uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    url            text        NOT NULL,
    event          text        NOT NULL,
    body           text        NOT NULL,
    created_at     timestamptz NOT NULL,
    attempts       int         NOT NULL DEFAULT 0,
    next_try_at    timestamptz,
    delivered_at   timestamptz,
    last_status    int,
    last_answer    text
);
CREATE INDEX webhook_deliveries_by_client ON webhook_deliveries (client_id, id DESC);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (next_try_at) WHERE next_try_at IS NOT NULL;
