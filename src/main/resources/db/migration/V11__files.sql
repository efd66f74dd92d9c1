-- Objects in file storage that no file owns (yet, or any more), so that none is ever forgotten: a row is there before the
-- first byte is stored, and goes when a file takes the object over or when the object is erased.
CREATE TABLE loose_objects (
    storage_key  text PRIMARY KEY,
    erase_at     timestamptz NOT NULL,
    -- Set by the node that erases it: no file takes it over from then on.
    claimed_at   timestamptz
);
CREATE INDEX loose_objects_by_time ON loose_objects (erase_at);

-- Uploads that a project began and has not completed. Nobody sees them; the id becomes the file's.
CREATE SEQUENCE data_file_ids;
CREATE TABLE file_uploads (
    id           bigint PRIMARY KEY DEFAULT nextval('data_file_ids'),
    grant_id     uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    project_id   int         NOT NULL REFERENCES projects (id),
    basename     text        NOT NULL,
    metadata     text        NOT NULL,
    datatypes    int[]       NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- The object last stored for it, once all of it is there.
    storage_key  text,
    size         bigint,
    sha256       text,
    md5          text
);
CREATE INDEX file_uploads_by_grant ON file_uploads (grant_id);
CREATE INDEX file_uploads_by_expiry ON file_uploads (expires_at);

-- Files of members, all of them complete. A member with files is not deleted before their objects are let go.
CREATE TABLE data_files (
    id           bigint PRIMARY KEY DEFAULT nextval('data_file_ids'),
    member_id    uuid        NOT NULL REFERENCES members (id),
    project_id   int         NOT NULL REFERENCES projects (id),
    -- The project as a data source on the wire; listings are in its text order.
    source       text COLLATE "C" NOT NULL GENERATED ALWAYS AS ('direct-sharing-' || project_id::text) STORED,
    grant_id     uuid REFERENCES grants (id) ON DELETE SET NULL,
    by_member    boolean     NOT NULL,
    basename     text        NOT NULL,
    -- JSON as it was sent.
    metadata     text        NOT NULL,
    datatypes    int[]       NOT NULL,
    size         bigint      NOT NULL,
    sha256       text        NOT NULL,
    md5          text        NOT NULL,
    storage_key  text        NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL
);
CREATE INDEX data_files_by_member ON data_files (member_id, source, id);
CREATE INDEX data_files_by_project ON data_files (project_id, id);
CREATE INDEX data_files_by_grant ON data_files (grant_id);
CREATE INDEX data_files_by_datatype ON data_files USING gin (datatypes);

-- The ledger: who read which file of whom, under which grant, when. It outlives files and grants, so it refers to neither.
-- Partitions by month are made ahead by a job; what falls between goes to the default one.
CREATE TABLE file_reads (
    id          uuid        NOT NULL,
    at          timestamptz NOT NULL,
    member_id   uuid        NOT NULL,
    file_id     bigint      NOT NULL,
    project_id  int         NOT NULL,
    basename    text        NOT NULL,
    reader      text        NOT NULL CHECK (reader IN ('project', 'member', 'public')),
    -- The client that read, and under which grant; NULL where the reader was no project.
    client_id   uuid,
    grant_id    uuid,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE file_reads_other PARTITION OF file_reads DEFAULT;
CREATE INDEX file_reads_by_member ON file_reads (member_id, id DESC);

-- The same added up, written with each line of the ledger, so that a page need not count the lines.
CREATE TABLE file_read_totals (
    member_id   uuid        NOT NULL,
    file_id     bigint      NOT NULL,
    client_id   uuid        NOT NULL,
    project_id  int         NOT NULL,
    reads       bigint      NOT NULL,
    last_at     timestamptz NOT NULL,
    PRIMARY KEY (member_id, file_id, client_id)
);
