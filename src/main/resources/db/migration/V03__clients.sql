CREATE TABLE clients (
    id                      uuid PRIMARY KEY,
    client_id               text        NOT NULL UNIQUE,
    kind                    text        NOT NULL CHECK (kind IN ('project', 'registered', 'dynamic', 'metadata_document')),
    name                    text        NOT NULL,
    confidential            boolean     NOT NULL,
    native                  boolean     NOT NULL DEFAULT false,
    redirect_uris           text[]      NOT NULL,
    grant_types             text[]      NOT NULL,
    scopes                  text[]      NOT NULL,
    authority               text,
    trusted                 boolean     NOT NULL DEFAULT false,
    pkce_required           boolean     NOT NULL DEFAULT false,
    -- Lifetimes in seconds; NULL refresh lifetimes never end.
    code_seconds            int         NOT NULL CHECK (code_seconds > 0),
    access_seconds          int         NOT NULL CHECK (access_seconds > 0),
    refresh_idle_seconds    int CHECK (refresh_idle_seconds > 0),
    refresh_total_seconds   int CHECK (refresh_total_seconds > 0),
    refresh_grace_seconds   int         NOT NULL CHECK (refresh_grace_seconds >= 0),
    access_outlives_refresh boolean     NOT NULL,
    suspended_at            timestamptz,
    created_at              timestamptz NOT NULL
);

CREATE TABLE client_secrets (
    id            uuid PRIMARY KEY,
    client_id     uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    hash          bytea       NOT NULL,
    -- The secret under the key ring, where the client signs assertions with it; else NULL.
    wrapped       bytea,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz,
    expires_at    timestamptz
);
CREATE INDEX client_secrets_by_client ON client_secrets (client_id);
