-- Seals over the audit log: each covers the events since the one before it, and that one. Written by one job, so that
-- recording an event waits for nobody.
CREATE TABLE audit_seals (
    number      bigint PRIMARY KEY,
    -- The last event it covers.
    until_id    uuid        NOT NULL,
    events      int         NOT NULL,
    sealed_at   timestamptz NOT NULL,
    -- A hash, wrapped by the key ring: whoever can only write to the database cannot make one.
    seal        bytea       NOT NULL
);
