-- Which release brought the tables to which schema, and the oldest schema whose servers can work beside it. A server of an
-- earlier release reads here which one the database needs.
CREATE TABLE schema_releases (
    schema integer PRIMARY KEY,
    version text NOT NULL,
    oldest_schema integer NOT NULL,
    since timestamptz NOT NULL
);

COMMENT ON TABLE schema_releases IS 'db. Which release brought the tables to which schema.';
