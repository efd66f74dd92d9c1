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
    created_at         timestamptz NOT NULL,
    -- Who vouches for this person: NULL for this server, else the domain of a third party that made the account.
    authority          text
);
CREATE UNIQUE INDEX members_by_username ON members (lower(username), authority) NULLS NOT DISTINCT;
-- Anyone may claim an address; one member can verify it. So sign-up answers the same whether or not somebody has it
-- already, and nobody can keep an address from its owner by being first.
CREATE UNIQUE INDEX members_by_verified_email ON members (lower(email)) WHERE email_verified_at IS NOT NULL AND status <> 'deleted';
CREATE INDEX members_by_email ON members (lower(email));
CREATE UNIQUE INDEX members_of_others_by_email ON members (authority, lower(email))
    WHERE authority IS NOT NULL AND email <> '';

-- Spring Session's tables, as its documentation gives them for PostgreSQL. session_id is half of the cookie: the other
-- half is made from it with the key ring, so a copy of these rows opens no session.
CREATE TABLE browser_sessions (
    primary_id             char(36) PRIMARY KEY,
    session_id             char(36) NOT NULL,
    creation_time          bigint   NOT NULL,
    last_access_time       bigint   NOT NULL,
    max_inactive_interval  int      NOT NULL,
    expiry_time            bigint   NOT NULL,
    principal_name         varchar(100)
);
CREATE UNIQUE INDEX browser_sessions_by_session_id ON browser_sessions (session_id);
CREATE INDEX browser_sessions_by_expiry ON browser_sessions (expiry_time);
CREATE INDEX browser_sessions_by_principal ON browser_sessions (principal_name);

CREATE TABLE browser_sessions_attributes (
    session_primary_id  char(36)     NOT NULL REFERENCES browser_sessions (primary_id) ON DELETE CASCADE,
    attribute_name      varchar(200) NOT NULL,
    attribute_bytes     bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);

-- What a link in a mail may do, once. The link is a seal over id under the key ring, so a row is no link.
CREATE TABLE mail_links (
    id          uuid PRIMARY KEY,
    member_id   uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    purpose     text        NOT NULL CHECK (purpose IN ('verify_email', 'change_email', 'reset_password')),
    email       text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX mail_links_by_member ON mail_links (member_id);
CREATE INDEX mail_links_by_expiry ON mail_links (expires_at);
