-- A page's form that was sent, so that the same form sent once more does nothing twice and ends where the first one ended. A
-- row is a claim while its request is under way, and then holds how that was answered, wrapped by the key ring.
CREATE TABLE sent_forms (
    digest     bytea PRIMARY KEY,
    -- Which of several requests has the claim. One that lost it stores nothing any more.
    request    uuid        NOT NULL,
    begun_at   timestamptz NOT NULL,
    -- Set in the transaction that does what the form is for.
    acted      boolean     NOT NULL DEFAULT false,
    -- NULL while the request is under way.
    answer     bytea,
    kept_until timestamptz
);
CREATE INDEX sent_forms_kept ON sent_forms (coalesce(kept_until, begun_at));
COMMENT ON TABLE sent_forms IS 'web. Forms of pages that were sent lately, and how they were answered.';
