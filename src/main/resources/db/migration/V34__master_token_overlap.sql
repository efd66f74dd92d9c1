-- The master token before the present one, where its project's coordinator let it go on for a while.
ALTER TABLE projects
    ADD COLUMN master_token_before_hash       bytea UNIQUE,
    ADD COLUMN master_token_before_expires_at timestamptz;
