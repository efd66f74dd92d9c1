-- Why a project was closed for good, and by whom. The project's own row says when.
CREATE TABLE project_closings (
    project_id  int PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    closed_by   uuid        NOT NULL,
    by          text        NOT NULL CHECK (by IN ('coordinator', 'administrator')),
    reason      text        NOT NULL
);

-- Who is asked to run a project in place of its coordinator. One at a time.
CREATE TABLE project_invitations (
    project_id  int PRIMARY KEY REFERENCES projects (id) ON DELETE CASCADE,
    invited     uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    invited_by  uuid        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX project_invitations_by_invited ON project_invitations (invited);
