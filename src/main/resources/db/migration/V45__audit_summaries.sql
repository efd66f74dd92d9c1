-- What stands for the events before, once they are old and erased: each row covers everything up to a seal, which stays, so
-- that the chain of seals goes on from there. Signed, so that nobody else can make one.
CREATE TABLE audit_summaries (
    -- The last seal whose events are erased.
    through     bigint PRIMARY KEY,
    until_id    uuid        NOT NULL,
    events      bigint      NOT NULL,
    first_at    timestamptz NOT NULL,
    last_at     timestamptz NOT NULL,
    made_at     timestamptz NOT NULL,
    signed      text        NOT NULL
);
COMMENT ON TABLE audit_summaries IS 'audit. What stands for events that were old and erased.';
