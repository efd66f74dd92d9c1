-- Nodes keep members and projects in memory. The tables announce what changes in them, whoever changes it: a node of the
-- release before, a job, an operator. An announcement names a sender, which no node takes for itself, and up to 128 ids.
CREATE FUNCTION announce_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('vouchsafe', 'members - ' || string_agg(id::text, ','))
    FROM (SELECT id, (row_number() OVER () - 1) / 128 AS part FROM changed) AS parts GROUP BY part;
    RETURN NULL;
END $$;

CREATE TRIGGER announce_members AFTER UPDATE ON members
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_members();

CREATE FUNCTION announce_projects() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('vouchsafe', 'projects - ' || string_agg(client_id::text, ','))
    FROM (SELECT client_id, (row_number() OVER () - 1) / 128 AS part FROM changed) AS parts GROUP BY part;
    RETURN NULL;
END $$;

CREATE TRIGGER announce_projects AFTER UPDATE ON projects
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_projects();

-- A badge is told by its project.
CREATE FUNCTION announce_badges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('vouchsafe', 'projects - ' || client_id)
    FROM projects WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.project_id ELSE NEW.project_id END;
    RETURN NULL;
END $$;

CREATE TRIGGER announce_badges AFTER INSERT OR UPDATE OR DELETE ON project_badges
    FOR EACH ROW EXECUTE FUNCTION announce_badges();

-- Whose files came or went.
CREATE FUNCTION announce_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('vouchsafe', 'files - ' || string_agg(member_id::text, ','))
    FROM (SELECT member_id, (row_number() OVER () - 1) / 128 AS part
          FROM (SELECT DISTINCT member_id FROM changed) AS members) AS parts GROUP BY part;
    RETURN NULL;
END $$;

CREATE TRIGGER announce_new_files AFTER INSERT ON data_files
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_files();
CREATE TRIGGER announce_changed_files AFTER UPDATE ON data_files
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_files();
CREATE TRIGGER announce_deleted_files AFTER DELETE ON data_files
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION announce_files();

-- Lists leave out those whose account is suspended, who are few.
CREATE VIEW suspended_members AS
    SELECT id FROM members WHERE status = 'suspended';
COMMENT ON VIEW suspended_members IS 'accounts. The accounts that are suspended.';
CREATE INDEX members_suspended ON members (id) WHERE status = 'suspended';
