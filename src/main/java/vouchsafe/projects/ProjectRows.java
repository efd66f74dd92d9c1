package vouchsafe.projects;

import org.springframework.jdbc.core.RowMapper;
import vouchsafe.db.RecordColumns;
import vouchsafe.db.RecordRows;

/** Projects to and from rows. */
final class ProjectRows {
    /** The columns that a coordinator fills in. The fields of the form are called the same. */
    static final RecordColumns<ProjectDetails> FILLED_IN = RecordColumns.of(ProjectDetails.class);

    private static final String COLUMNS = """
        p.id, p.client_id, replace(p.kind, '-', '_') AS kind, p.slug, p.coordinator_id, p.all_sources_access, p.approved,
        p.approved_at, p.version, p.webhook_secret IS NOT NULL AS webhook_secret_set,
        CASE WHEN p.master_token_hash IS NOT NULL THEN p.master_token_expires_at END AS master_token_expires_at,
        p.master_token_never_expires, b.digest AS badge_digest, p.paused_at, p.closed_at, p.created_at, p.updated_at,
        """ + FILLED_IN.names();

    private static final String FROM = " FROM projects p LEFT JOIN project_badges b ON b.project_id = p.id\n";

    static final String SELECT = "SELECT " + COLUMNS + FROM;

    static final String SELECT_LISTED = "SELECT " + COLUMNS + """
        , (SELECT count(*) FROM grant_standings g
            WHERE g.client_id = p.client_id AND g.status = 'active') AS members
        """ + FROM;

    static final RowMapper<Project> PROJECT = RecordRows.of(Project.class);

    static final RowMapper<Catalogue.Listed> LISTED = RecordRows.of(Catalogue.Listed.class);

    private ProjectRows() {}
}
