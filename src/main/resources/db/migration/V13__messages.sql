-- What a project wrote to its members, kept as history for both sides.
CREATE TABLE messages (
    id          uuid PRIMARY KEY,
    client_id   uuid        NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    -- Who pressed the button; NULL where the project's app sent it.
    sender_id   uuid,
    to_all      boolean     NOT NULL,
    subject     text        NOT NULL,
    body        text        NOT NULL,
    recipients  int         NOT NULL DEFAULT 0,
    created_at  timestamptz NOT NULL
);
CREATE INDEX messages_by_client ON messages (client_id, id DESC);

-- One message on its way to one member. 'here' is one that the member reads on this server only.
CREATE TABLE message_deliveries (
    message_id  uuid        NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    grant_id    uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    member_id   uuid        NOT NULL,
    state       text        NOT NULL
        CHECK (state IN ('waiting', 'mailing', 'mailed', 'kept', 'here', 'failed', 'cancelled')),
    mail_id     uuid,
    changed_at  timestamptz NOT NULL,
    -- When its member told the administrators about it.
    reported_at timestamptz,
    PRIMARY KEY (message_id, grant_id)
);
CREATE INDEX message_deliveries_waiting ON message_deliveries (message_id, grant_id) WHERE state = 'waiting';
CREATE INDEX message_deliveries_by_grant ON message_deliveries (grant_id);
CREATE INDEX message_deliveries_by_member ON message_deliveries (member_id, message_id DESC);
CREATE INDEX message_deliveries_by_mail ON message_deliveries (mail_id) WHERE mail_id IS NOT NULL;

-- Members who want no mail from a project. Their messages wait for them on this server.
CREATE TABLE message_mutes (
    grant_id  uuid PRIMARY KEY REFERENCES grants (id) ON DELETE CASCADE,
    muted_at  timestamptz NOT NULL
);

-- What a member wrote to a project through this server.
CREATE TABLE member_letters (
    id          uuid PRIMARY KEY,
    grant_id    uuid        NOT NULL REFERENCES grants (id) ON DELETE CASCADE,
    body        text        NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX member_letters_by_grant ON member_letters (grant_id, id DESC);
