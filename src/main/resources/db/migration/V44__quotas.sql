-- How much each member and each project stores: their files and the uploads under way, counted by the statements that add
-- and erase them. Those who add lock the row first, so that no two take the same room. Rows are locked in the order
-- members, projects, days.
CREATE TABLE member_storage (
    member_id    uuid   PRIMARY KEY,
    files        bigint NOT NULL DEFAULT 0,
    bytes        bigint NOT NULL DEFAULT 0
);
CREATE TABLE project_storage (
    project_id   int    PRIMARY KEY,
    files        bigint NOT NULL DEFAULT 0,
    bytes        bigint NOT NULL DEFAULT 0,
    -- What administrators allow instead of the settings; 0 is any number.
    most_files   bigint CHECK (most_files >= 0),
    most_bytes   bigint CHECK (most_bytes >= 0),
    most_files_a_day bigint CHECK (most_files_a_day >= 0),
    most_bytes_a_day bigint CHECK (most_bytes_a_day >= 0)
);
-- What came with one token on one day (UTC); access is a sign-in by an app, or the client of a master token.
CREATE TABLE upload_days (
    access       uuid   NOT NULL,
    day          date   NOT NULL,
    files        bigint NOT NULL DEFAULT 0,
    bytes        bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (access, day)
);
CREATE INDEX upload_days_by_day ON upload_days (day);

-- Room that is kept for an object until a file takes it over. It goes with the row that says that no file owns the object:
-- where the release before makes the file, the room stays counted, now for the file.
CREATE TABLE upload_reservations (
    storage_key  text   PRIMARY KEY REFERENCES loose_objects (storage_key) ON DELETE CASCADE,
    project_id   int    NOT NULL,
    member_id    uuid,
    access       uuid,
    day          date   NOT NULL,
    bytes        bigint NOT NULL
);
CREATE INDEX upload_reservations_by_project ON upload_reservations (project_id);
CREATE INDEX upload_reservations_by_member ON upload_reservations (member_id);

-- What the token belongs to with which an upload was begun; NULL for those that the release before began.
ALTER TABLE file_uploads ADD COLUMN access uuid;

INSERT INTO member_storage (member_id, files, bytes)
    SELECT member_id, count(*), sum(size) FROM data_files GROUP BY member_id;
INSERT INTO project_storage (project_id, files, bytes)
    SELECT project_id, count(*), sum(size) FROM data_files GROUP BY project_id;

COMMENT ON TABLE member_storage IS 'files. How much each member stores.';
COMMENT ON TABLE project_storage IS 'files. How much each project stores, and what administrators allow it.';
COMMENT ON TABLE upload_days IS 'files. What came with each token on each day.';
COMMENT ON TABLE upload_reservations IS 'files. Room that is kept for uploads under way.';
