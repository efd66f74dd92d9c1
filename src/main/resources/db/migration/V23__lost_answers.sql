-- How long a refresh token just replaced stays good while nobody used its successor: the answer that bore it may be lost.
ALTER TABLE clients ADD COLUMN refresh_retry_seconds int NOT NULL DEFAULT 3600 CHECK (refresh_retry_seconds >= 0);
UPDATE clients SET refresh_retry_seconds = 86400 WHERE kind = 'project';

-- The latest generation of which somebody used an access token. NULL for sign-ins from before this column: theirs count as
-- used until the next refresh. In no index, like the other columns that change with use.
ALTER TABLE token_families ADD COLUMN used_generation int;
