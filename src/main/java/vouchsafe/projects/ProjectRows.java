package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import vouchsafe.db.RecordRows;

/** Projects to and from rows. */
final class ProjectRows {
    private static final String COLUMNS =
            "p.*, p.is_study AS study, p.is_academic_or_nonprofit AS academic_or_nonprofit, b.digest AS badge_digest";

    private static final String FROM = " FROM projects p LEFT JOIN project_badges b ON b.project_id = p.id\n";

    static final String SELECT = "SELECT " + COLUMNS + FROM;

    static final String SELECT_LISTED = "SELECT " + COLUMNS + """
        , (SELECT count(*) FROM grant_standings g
            WHERE g.client_id = p.client_id AND g.status = 'active') AS members
        """ + FROM;

    private static final RowMapper<ProjectDetails> DETAILS = RecordRows.of(ProjectDetails.class);

    private ProjectRows() {}

    static Project map(ResultSet row, int number) throws SQLException {
        return new Project(
                row.getInt("id"),
                row.getObject("client_id", UUID.class),
                ProjectKind.of(row.getString("kind")),
                row.getString("slug"),
                row.getObject("coordinator_id", UUID.class),
                Objects.requireNonNull(DETAILS.mapRow(row, number)),
                row.getBoolean("all_sources_access"),
                row.getBoolean("approved"),
                instant(row, "approved_at"),
                row.getInt("version"),
                row.getBytes("webhook_secret") != null,
                row.getBytes("master_token_hash") == null ? null : instant(row, "master_token_expires_at"),
                row.getBoolean("master_token_never_expires"),
                row.getString("badge_digest"),
                instant(row, "paused_at"),
                instant(row, "closed_at"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    static Catalogue.Listed listed(ResultSet row, int number) throws SQLException {
        return new Catalogue.Listed(map(row, number), row.getLong("members"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    static StatementSpec bind(StatementSpec statement, ProjectDetails details) {
        return statement
                .param("is_study", details.study())
                .param("name", details.name())
                .param("leader", details.leader())
                .param("organization", details.organization())
                .param("is_academic_or_nonprofit", details.academicOrNonprofit())
                .param("add_data", details.addData())
                .param("explore_share", details.exploreShare())
                .param("contact_email", details.contactEmail())
                .param("info_url", details.infoUrl())
                .param("short_description", details.shortDescription())
                .param("long_description", details.longDescription())
                .param("returned_data_description", details.returnedDataDescription())
                .param("active", details.active())
                .param("request_username_access", details.requestUsernameAccess())
                .param("request_message_permission", details.requestMessagePermission())
                .param("erasure_supported", details.erasureSupported())
                .param("deauth_email_notification", details.deauthEmailNotification())
                .param("requested_sources", details.requestedSources().toArray(Integer[]::new))
                .param("jogl_page", details.joglPage())
                .param("enrollment_url", details.enrollmentUrl())
                .param("terms_url", details.termsUrl())
                .param("deauth_webhook", details.deauthWebhook())
                .param("consent_text", details.consentText())
                .param("post_sharing_url", details.postSharingUrl());
    }
}
