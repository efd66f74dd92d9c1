-- A browser's session is one row. member_id is who is signed in to it, signed_in_at since when, device and address are what
-- members tell their browsers apart by; what else the session holds is other_attributes, by name, each as the hexadecimal digits
-- of a serialized Java object. NULL is nothing.

-- Both tables are taken together or not at all: nodes of the release before take them in either order, for a moment each.
CREATE FUNCTION take_browser_sessions() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR attempt IN 1 .. 3000 LOOP
        BEGIN
            LOCK TABLE browser_sessions IN ACCESS EXCLUSIVE MODE NOWAIT;
            LOCK TABLE browser_sessions_attributes IN ACCESS EXCLUSIVE MODE NOWAIT;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.01);
        END;
    END LOOP;
    RAISE EXCEPTION 'the sessions of browsers were in use for half a minute; start again';
END $$;
SELECT take_browser_sessions();
DROP FUNCTION take_browser_sessions();

ALTER TABLE browser_sessions
    ADD COLUMN member_id        uuid,
    ADD COLUMN signed_in_at     timestamptz,
    ADD COLUMN device           text,
    ADD COLUMN address          text,
    ADD COLUMN other_attributes jsonb;

-- Nodes of the release before keep one row for each attribute. While they may serve beside this release the tables tell each
-- other what either of them writes: who writes columns has attributes written, and the other way round. A trigger that another
-- trigger set off does nothing, so none comes back. Attributes are Java objects, of which two kinds become columns.

-- A serialized java.lang.String that is plain ASCII; the column says nothing else.
CREATE FUNCTION java_string(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT '\xaced000574'::bytea || int2send(length(plain)::int2) || convert_to(plain, 'UTF8')
    FROM (SELECT left(regexp_replace(value, '[^\u0001-\u007f]', '?', 'g'), 200) AS plain) AS text
$$;

CREATE FUNCTION from_java_string(value bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN substr(value, 1, 5) = '\xaced000574'::bytea THEN convert_from(substr(value, 8), 'UTF8') END
$$;

-- A serialized java.time.Instant: seconds and nanoseconds.
CREATE FUNCTION java_instant(value timestamptz) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT '\xaced00057372000d6a6176612e74696d652e536572955d84ba1b2248b20c00007870770d02'::bytea
        || int8send(floor(extract(epoch FROM value))::bigint)
        || int4send(mod(extract(microseconds FROM value)::bigint, 1000000)::int * 1000) || '\x78'::bytea
$$;

CREATE FUNCTION from_java_instant(value bytea) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN substr(value, 1, 37)
            = '\xaced00057372000d6a6176612e74696d652e536572955d84ba1b2248b20c00007870770d02'::bytea
        THEN to_timestamp(('x' || encode(substr(value, 38, 8), 'hex'))::bit(64)::bigint)
            + ('x' || encode(substr(value, 46, 4), 'hex'))::bit(32)::int / 1000 * interval '1 microsecond' END
$$;

CREATE FUNCTION spread_browser_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH held AS (
        SELECT * FROM (VALUES
            ('member', java_string(NEW.member_id::text)),
            ('signedInAt', java_instant(NEW.signed_in_at)),
            ('device', java_string(NEW.device)),
            ('address', java_string(NEW.address)),
            ('org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME',
                java_string(NEW.principal_name))) AS columns (name, value)
        WHERE value IS NOT NULL
        UNION ALL
        SELECT key, decode(value, 'hex') FROM jsonb_each_text(NEW.other_attributes)),
    gone AS (
        DELETE FROM browser_sessions_attributes
        WHERE session_primary_id = NEW.primary_id AND attribute_name NOT IN (SELECT name FROM held))
    INSERT INTO browser_sessions_attributes (session_primary_id, attribute_name, attribute_bytes)
    SELECT NEW.primary_id, name, value FROM held
    ON CONFLICT (session_primary_id, attribute_name) DO UPDATE SET attribute_bytes = EXCLUDED.attribute_bytes;
    RETURN NULL;
END $$;

-- The principal stands in the row already, as the release before wrote it.
CREATE FUNCTION gather_browser_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    session char(36) := CASE TG_OP WHEN 'DELETE' THEN OLD.session_primary_id ELSE NEW.session_primary_id END;
BEGIN
    -- Those that change the same session follow one another, and each sees what the others wrote.
    PERFORM FROM browser_sessions WHERE primary_id = session FOR NO KEY UPDATE;
    UPDATE browser_sessions SET (member_id, signed_in_at, device, address, other_attributes) = (
        SELECT
            max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'member')::uuid,
            max(from_java_instant(attribute_bytes)) FILTER (WHERE attribute_name = 'signedInAt'),
            max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'device'),
            max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'address'),
            jsonb_object_agg(attribute_name, encode(attribute_bytes, 'hex')) FILTER (WHERE attribute_name NOT IN (
                'member', 'signedInAt', 'device', 'address',
                'org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME'))
        FROM browser_sessions_attributes WHERE session_primary_id = session)
    WHERE primary_id = session;
    RETURN NULL;
END $$;

CREATE TRIGGER spread_new_browser_session AFTER INSERT ON browser_sessions FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND (NEW.member_id IS NOT NULL OR NEW.other_attributes IS NOT NULL))
    EXECUTE FUNCTION spread_browser_session();

CREATE TRIGGER gather_browser_session AFTER INSERT OR UPDATE OR DELETE ON browser_sessions_attributes FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION gather_browser_session();

-- What there is, in one go.
UPDATE browser_sessions SET
    member_id = held.member_id,
    signed_in_at = held.signed_in_at,
    device = held.device,
    address = held.address,
    other_attributes = held.others
FROM (
    SELECT
        session_primary_id,
        max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'member')::uuid AS member_id,
        max(from_java_instant(attribute_bytes)) FILTER (WHERE attribute_name = 'signedInAt') AS signed_in_at,
        max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'device') AS device,
        max(from_java_string(attribute_bytes)) FILTER (WHERE attribute_name = 'address') AS address,
        jsonb_object_agg(attribute_name, encode(attribute_bytes, 'hex')) FILTER (WHERE attribute_name NOT IN (
            'member', 'signedInAt', 'device', 'address',
            'org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME')) AS others
    FROM browser_sessions_attributes GROUP BY session_primary_id) AS held
WHERE primary_id = held.session_primary_id;

-- Only now, so that what was gathered just now is not spread.
CREATE TRIGGER spread_browser_session
    AFTER UPDATE OF member_id, signed_in_at, device, address, other_attributes ON browser_sessions FOR EACH ROW
    WHEN (pg_trigger_depth() = 0 AND (OLD.member_id, OLD.signed_in_at, OLD.device, OLD.address, OLD.other_attributes)
        IS DISTINCT FROM (NEW.member_id, NEW.signed_in_at, NEW.device, NEW.address, NEW.other_attributes))
    EXECUTE FUNCTION spread_browser_session();

COMMENT ON TABLE browser_sessions IS 'accounts. The sessions of browsers.';
COMMENT ON TABLE browser_sessions_attributes IS 'accounts. What sessions hold, as the release before reads and writes it.';
