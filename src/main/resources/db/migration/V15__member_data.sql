-- A member's agreement to share publicly at all: what they read and answered, dated. At most one stands at a time.
CREATE TABLE public_sharing_agreements (
    id         uuid PRIMARY KEY,
    member_id  uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    document   text        NOT NULL,
    agreed_at  timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE UNIQUE INDEX public_sharing_agreements_standing ON public_sharing_agreements (member_id) WHERE ended_at IS NULL;

-- What programs know somebody by in public data.
CREATE TABLE public_members (
    member_id  uuid PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    number     text NOT NULL UNIQUE
);

-- Whose data of which project everyone may read. A row is there exactly while that is so.
CREATE TABLE public_sharing (
    member_id   uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    project_id  int         NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    since       timestamptz NOT NULL,
    PRIMARY KEY (member_id, project_id)
);
CREATE INDEX public_sharing_by_project ON public_sharing (project_id, member_id);
