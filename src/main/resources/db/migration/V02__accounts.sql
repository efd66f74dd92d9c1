CREATE TABLE members (
    id                 uuid PRIMARY KEY,
    username           text        NOT NULL,
    name               text        NOT NULL,
    email              text        NOT NULL,
    email_verified_at  timestamptz,
    password_hash      text,
    administrator      boolean     NOT NULL DEFAULT false,
    reviewer           boolean     NOT NULL DEFAULT false,
    status             text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended', 'deleted')),
    created_at         timestamptz NOT NULL
);
CREATE UNIQUE INDEX members_by_username ON members (lower(username));
CREATE UNIQUE INDEX members_by_email ON members (lower(email));
