-- A member's own token for scripts. The token is a seal over id under the key ring.
CREATE TABLE developer_tokens (
    id          uuid        NOT NULL UNIQUE,
    member_id   uuid PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL
);

-- Assertions that must not be taken twice (RFC 7523 section 3, jti), until they expire.
CREATE TABLE used_assertions (
    client_id   uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    digest      bytea       NOT NULL,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (client_id, digest)
);
CREATE INDEX used_assertions_by_expiry ON used_assertions (expires_at);

-- How third parties know the accounts they made: names at identity providers.
CREATE TABLE member_identities (
    member_id           uuid NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    authority           text NOT NULL,
    provider            text NOT NULL,
    provider_unique_id  text NOT NULL,
    PRIMARY KEY (authority, provider, provider_unique_id)
);
CREATE INDEX member_identities_by_member ON member_identities (member_id);
