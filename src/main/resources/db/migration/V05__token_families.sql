-- One sign-in by one app. A refresh changes generation and issued_at only, so no index may cover either (HOT updates).
CREATE TABLE token_families (
    id               uuid PRIMARY KEY,
    grant_id         uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    client_id        uuid        NOT NULL,
    generation       int         NOT NULL,
    issued_at        timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    code_expires_at  timestamptz NOT NULL,
    revoked_at       timestamptz,
    revoked_because  text,
    -- Space-separated; NULL for all that the client is registered for.
    scope            text,
    -- First half of the SHA-256 of the redirect URI that got the code, and whether the request named it.
    redirect_digest  bytea       NOT NULL,
    redirect_named   boolean     NOT NULL,
    -- PKCE S256 challenge, decoded; NULL where none was sent.
    code_challenge   bytea,
    nonce            text
) WITH (fillfactor = 75);
CREATE INDEX token_families_by_grant ON token_families (grant_id);
