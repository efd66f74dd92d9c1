package vouchsafe.projects;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Projects to and from rows. */
final class ProjectRows {
    static final String SELECT = """
        SELECT p.*, b.digest AS badge_digest FROM projects p LEFT JOIN project_badges b ON b.project_id = p.id
        """;

    private ProjectRows() {}

    static Project map(ResultSet row, int number) throws SQLException {
        return new Project(
                row.getInt("id"),
                row.getObject("client_id", UUID.class),
                ProjectKind.of(row.getString("kind")),
                row.getString("slug"),
                row.getObject("coordinator_id", UUID.class),
                details(row),
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

    private static ProjectDetails details(ResultSet row) throws SQLException {
        return new ProjectDetails(
                row.getBoolean("is_study"),
                row.getString("name"),
                row.getString("leader"),
                row.getString("organization"),
                row.getBoolean("is_academic_or_nonprofit"),
                row.getBoolean("add_data"),
                row.getBoolean("explore_share"),
                row.getString("contact_email"),
                row.getString("info_url"),
                row.getString("short_description"),
                row.getString("long_description"),
                row.getString("returned_data_description"),
                row.getBoolean("active"),
                row.getBoolean("request_username_access"),
                row.getBoolean("request_message_permission"),
                row.getBoolean("erasure_supported"),
                row.getBoolean("deauth_email_notification"),
                List.of((Integer[]) row.getArray("requested_sources").getArray()),
                row.getString("jogl_page"),
                row.getString("enrollment_url"),
                row.getString("terms_url"),
                row.getString("deauth_webhook"),
                row.getString("consent_text"),
                row.getString("post_sharing_url"));
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
