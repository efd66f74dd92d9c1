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
