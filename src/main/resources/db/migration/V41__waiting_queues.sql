-- What waits is counted while somebody watches the server. Nearly all rows are over, so these indexes stay small.
CREATE INDEX mails_waiting ON mails (created_at) WHERE next_try_at IS NOT NULL AND sent_at IS NULL;
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (created_at) WHERE next_try_at IS NOT NULL;
