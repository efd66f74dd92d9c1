-- One member's consent to one client. Every code and token hangs from this row. Room is left in each page for notes of
-- the last read (HOT updates).
CREATE TABLE grants (
    id                    uuid PRIMARY KEY,
    client_id             uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    member_id             uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    -- What the client knows the member by: 8 random digits, kept for life.
    subject               text        NOT NULL UNIQUE,
    status                text        NOT NULL CHECK (status IN ('active', 'withdrawn')),
    -- Which version of the client's request was agreed to, and what exactly.
    version               int         NOT NULL,
    scopes                text[]      NOT NULL,
    sources               text[]      NOT NULL,
    all_sources           boolean     NOT NULL,
    username_shared       boolean     NOT NULL,
    messages_allowed      boolean     NOT NULL,
    hidden                boolean     NOT NULL,
    created_at            timestamptz NOT NULL,
    authorized_at         timestamptz NOT NULL,
    withdrawn_at          timestamptz,
    withdrawn_by          text CHECK (withdrawn_by IN ('member', 'coordinator', 'administrator')),
    erasure_requested_at  timestamptz,
    erasure_confirmed_at  timestamptz,
    -- When the project was last reminded that it has not confirmed.
    erasure_reminded_at   timestamptz,
    last_read_at          timestamptz,
    UNIQUE (client_id, member_id)
) WITH (fillfactor = 85);
CREATE INDEX grants_by_member ON grants (member_id);
CREATE INDEX grants_active_by_client ON grants (client_id, id) WHERE status = 'active';
CREATE INDEX grants_withdrawn_by_client ON grants (client_id, withdrawn_at DESC, id DESC) WHERE status = 'withdrawn';
CREATE INDEX grants_erasure_awaited ON grants (erasure_requested_at)
    WHERE erasure_requested_at IS NOT NULL AND erasure_confirmed_at IS NULL;

-- Receipts, append only: each row's hash covers the one before it.
CREATE TABLE consent_events (
    grant_id       uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    sequence       int         NOT NULL,
    at             timestamptz NOT NULL,
    kind           text        NOT NULL
        CHECK (kind IN ('authorized', 'withdrawn', 'erasure_confirmed', 'hidden', 'shown')),
    document       text        NOT NULL,
    previous_hash  bytea       NOT NULL,
    hash           bytea       NOT NULL,
    PRIMARY KEY (grant_id, sequence)
);
