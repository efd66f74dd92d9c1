-- A coordinator's wish to have a project approved. At most one per project is undecided.
CREATE TABLE approval_requests (
    id                   uuid PRIMARY KEY,
    project_id           int         NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    asked_by             uuid        NOT NULL,
    asked_at             timestamptz NOT NULL,
    state                text        NOT NULL
        CHECK (state IN ('open', 'changes_asked', 'approved', 'declined', 'withdrawn')),
    message              text        NOT NULL,
    -- A study names the ethics board that approved it; empty for an activity.
    ethics_board         text        NOT NULL,
    ethics_reference     text        NOT NULL,
    ethics_approved_on   date,
    document_name        text,
    document_type        text,
    document             bytea
);
CREATE UNIQUE INDEX approval_requests_undecided ON approval_requests (project_id)
    WHERE state IN ('open', 'changes_asked');
CREATE INDEX approval_requests_by_project ON approval_requests (project_id, id DESC);
CREATE INDEX approval_requests_open ON approval_requests (id) WHERE state = 'open';

-- What was said and decided about a project's approval, in public, append only.
CREATE TABLE approval_entries (
    id          uuid PRIMARY KEY,
    project_id  int         NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    author_id   uuid        NOT NULL,
    kind        text        NOT NULL,
    text        text        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX approval_entries_by_project ON approval_entries (project_id, id);
CREATE INDEX approval_entries_by_author ON approval_entries (author_id, at);
