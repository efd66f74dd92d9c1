-- Backups as they ended, so that administrators can see how old the last good one is. From this version on, servers erase
-- no file while a backup holds the advisory lock for it.
CREATE TABLE backups (
    id         uuid PRIMARY KEY,
    began_at   timestamptz NOT NULL,
    ended_at   timestamptz NOT NULL,
    file       text        NOT NULL,
    -- Whether a server made it by itself, or somebody with the command.
    scheduled  boolean     NOT NULL,
    size       bigint,
    files      bigint,
    -- Why there is none; NULL where it was written and read back.
    failure    text
);
CREATE INDEX backups_by_time ON backups (began_at DESC);
COMMENT ON TABLE backups IS 'backup. Backups that were made, and why some were not.';
