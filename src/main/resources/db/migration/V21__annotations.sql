-- Groups of people who annotate together. The row __world__ is everybody.
CREATE TABLE annotation_groups (
    id              text PRIMARY KEY,
    -- Whose accounts may belong to it; empty for those of this server.
    authority       text        NOT NULL,
    -- What a third party calls it: the part between "group:" and "@".
    provided_id     text,
    name            text        NOT NULL,
    description     text        NOT NULL DEFAULT '',
    type            text        NOT NULL CHECK (type IN ('private', 'restricted', 'open')),
    pre_moderated   boolean     NOT NULL DEFAULT false,
    -- Whether only addresses below one of the scopes may be annotated.
    scope_enforced  boolean     NOT NULL DEFAULT false,
    creator_id      uuid REFERENCES members (id) ON DELETE SET NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    -- Set while those who could read what was in it are being told; the row goes after its annotations.
    deleted_at      timestamptz,
    UNIQUE (authority, provided_id)
);
CREATE INDEX annotation_groups_deleted ON annotation_groups (deleted_at) WHERE deleted_at IS NOT NULL;
INSERT INTO annotation_groups (id, authority, name, type, created_at, updated_at)
VALUES ('__world__', '', 'Public', 'open', '2026-11-21T00:00:00Z', '2026-11-21T00:00:00Z');

-- Addresses a group is for: an origin, and what paths below it begin with.
CREATE TABLE annotation_group_scopes (
    group_id  text NOT NULL REFERENCES annotation_groups (id) ON DELETE CASCADE,
    origin    text NOT NULL,
    prefix    text NOT NULL,
    PRIMARY KEY (group_id, prefix)
);
CREATE INDEX annotation_group_scopes_by_origin ON annotation_group_scopes (origin);

CREATE TABLE annotation_group_members (
    group_id    text        NOT NULL REFERENCES annotation_groups (id) ON DELETE CASCADE,
    member_id   uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    role        text        NOT NULL CHECK (role IN ('member', 'moderator', 'admin', 'owner')),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX annotation_group_members_by_member ON annotation_group_members (member_id);

-- What several addresses lead to. An address, in its normal form, leads to one document; claims that two addresses are
-- the same merge their documents.
CREATE TABLE annotated_documents (
    id     uuid PRIMARY KEY,
    title  text
);
CREATE TABLE document_uris (
    normalized   text COLLATE "C" PRIMARY KEY,
    document_id  uuid NOT NULL REFERENCES annotated_documents (id) ON DELETE CASCADE
);
CREATE INDEX document_uris_by_document ON document_uris (document_id);

-- What is found by words: A the text, B the quote, C the tags, D the address. Long texts are cut, since an index entry
-- has a largest size.
CREATE FUNCTION annotation_words(body text, quote text, tags text[], uri text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN setweight(to_tsvector('simple'::regconfig, left(body, 100000)), 'A')
        || setweight(to_tsvector('simple'::regconfig, left(quote, 20000)), 'B')
        || setweight(to_tsvector('simple'::regconfig, left(tags::text, 20000)), 'C')
        || setweight(to_tsvector('simple'::regconfig, left(regexp_replace(uri, '[^[:alnum:]]+', ' ', 'g'), 4000)), 'D');

CREATE TABLE annotations (
    id                 uuid PRIMARY KEY,
    member_id          uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    group_id           text        NOT NULL REFERENCES annotation_groups (id) ON DELETE CASCADE,
    -- Whether the group may read it, or its author alone.
    shared             boolean     NOT NULL,
    uri                text        NOT NULL,
    uri_normalized     text COLLATE "C" NOT NULL,
    body               text        NOT NULL,
    tags               text[]      NOT NULL,
    -- The annotations above a reply, the first of the thread first; empty for one that is no reply.
    thread             uuid[]      NOT NULL,
    selectors          jsonb,
    quote              text        NOT NULL,
    description        text,
    -- What clients send that this server does not know, given back as it came.
    extra              jsonb       NOT NULL,
    -- NULL where it is not shared.
    moderation_status  text CHECK (moderation_status IN ('APPROVED', 'PENDING', 'DENIED', 'SPAM')),
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    deleted_at         timestamptz,
    words              tsvector GENERATED ALWAYS AS (annotation_words(body, quote, tags, uri)) STORED
);
-- One index for each way a search can narrow and each order by time it can ask for.
CREATE INDEX annotations_by_updated ON annotations (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_created ON annotations (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_uri_updated ON annotations (uri_normalized, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_uri_created ON annotations (uri_normalized, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_group_updated ON annotations (group_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_group_created ON annotations (group_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_member_updated ON annotations (member_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_member_created ON annotations (member_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX annotations_by_group ON annotations (group_id, id);
CREATE INDEX annotations_by_member ON annotations (member_id, id);
CREATE INDEX annotations_by_thread ON annotations USING gin (thread) WHERE deleted_at IS NULL AND thread <> '{}';
CREATE INDEX annotations_by_words ON annotations USING gin (words) WHERE deleted_at IS NULL;
CREATE INDEX annotations_deleted ON annotations (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE annotation_flags (
    annotation_id  uuid        NOT NULL REFERENCES annotations (id) ON DELETE CASCADE,
    member_id      uuid        NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (annotation_id, member_id)
);
CREATE INDEX annotation_flags_by_member ON annotation_flags (member_id);

-- What a member chose in the annotation client, in its own words.
CREATE TABLE annotation_preferences (
    member_id    uuid PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    preferences  jsonb NOT NULL
);

-- The ledger of annotations: how many of a member's own annotations were handed to somebody who acted for them, by the
-- hour. It outlives grants and annotations, so it refers to neither. No index has a column that every read changes.
CREATE TABLE annotation_reads (
    id           uuid PRIMARY KEY,
    member_id    uuid        NOT NULL,
    -- The client that read, and under which grant; NULL where it was the member's own token.
    client_id    uuid,
    grant_id     uuid,
    hour         timestamptz NOT NULL,
    way          text        NOT NULL CHECK (way IN ('search', 'single', 'live')),
    annotations  bigint      NOT NULL,
    requests     bigint      NOT NULL,
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (member_id, grant_id, hour, way)
) WITH (fillfactor = 80);
CREATE INDEX annotation_reads_by_member ON annotation_reads (member_id, id DESC);
