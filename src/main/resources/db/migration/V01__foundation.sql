-- Key ring: every key is wrapped by the master key, which is never in the database.
CREATE TABLE keys (
    id          smallint PRIMARY KEY,
    wrapped     bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    retired_at  timestamptz
);

-- Key pairs with which the server signs what others verify. The private half is wrapped by the key ring; public halves stay
-- published for as long as something signed with them may be looked at.
CREATE TABLE signing_keys (
    id          text PRIMARY KEY,
    public_jwk  text        NOT NULL,
    wrapped     bytea       NOT NULL,
    created_at  timestamptz NOT NULL
);

CREATE TABLE audit_events (
    id          uuid PRIMARY KEY,
    at          timestamptz NOT NULL,
    kind        text        NOT NULL,
    actor_id    uuid,
    subject_id  uuid,
    client_id   uuid,
    request_id  text,
    address     text,
    detail      jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, id DESC);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, id DESC);
CREATE INDEX audit_events_by_client ON audit_events (client_id, id DESC);
CREATE INDEX audit_events_by_kind ON audit_events (kind, id DESC);

-- Mail as an outbox: a row is written in the transaction that causes the mail.
CREATE TABLE mails (
    id            uuid PRIMARY KEY,
    recipient     text        NOT NULL,
    -- Shown before the server's own address; NULL for the server's own name.
    sender_name   text,
    reply_to      text,
    subject       text        NOT NULL,
    -- Encrypted under the key ring: bodies carry links that open accounts. NULL once delivered.
    body          bytea,
    -- The address behind List-Unsubscribe, encrypted like the body; NULL where there is none, and once delivered.
    unsubscribe   bytea,
    kind          text        NOT NULL,
    created_at    timestamptz NOT NULL,
    attempts      int         NOT NULL DEFAULT 0,
    next_try_at   timestamptz,
    sent_at       timestamptz,
    failure       text
);

-- db-scheduler's table, as its documentation gives it for PostgreSQL.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
