-- The link by which a server that has no administrator gets one. Each start of such a server makes a new one and forgets the
-- others; making an administrator in any way forgets them all.
CREATE TABLE setup_links (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE setup_links IS 'accounts. Links that make the first administrator.';
