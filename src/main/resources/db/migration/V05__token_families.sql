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
    scopes           text[]      NOT NULL,
    -- SHA-256 of the redirect URI the request named; NULL where it named none.
    redirect_digest  bytea,
    -- PKCE S256 challenge, decoded.
    code_challenge   bytea,
    nonce            text
) WITH (fillfactor = 75);
CREATE INDEX token_families_by_grant ON token_families (grant_id);
