package vouchsafe.projects;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements on the table of projects. */
final class ProjectTable {
    private static final String INSERT =
            """
            INSERT INTO projects (client_id, kind, slug, coordinator_id, created_at, updated_at, %s)
            VALUES (:client_id, :kind, :slug, :coordinator_id, :now, :now, %s)
            ON CONFLICT (slug) DO NOTHING RETURNING id
            """.formatted(ProjectRows.FILLED_IN.names(), ProjectRows.FILLED_IN.parameters());

    private static final String UPDATE = """
        UPDATE projects SET updated_at = :now, %s WHERE id = :id
        """.formatted(ProjectRows.FILLED_IN.assignments());

    private final JdbcClient sql;
    private final KeptProjects kept;

    ProjectTable(JdbcClient sql, KeptProjects kept) {
        this.sql = sql;
        this.kept = kept;
    }

    /** The project for which the condition on {@code :value} holds. */
    Optional<Project> one(String condition, Object value) {
        return sql.sql(ProjectRows.SELECT + condition)
                .param("value", value)
                .query(ProjectRows.PROJECT)
                .optional();
    }

    /** The projects for which the condition on {@code :value} holds. */
    List<Project> list(String condition, Object value) {
        return sql.sql(ProjectRows.SELECT + condition)
                .param("value", value)
                .query(ProjectRows.PROJECT)
                .list();
    }

    /** Active projects for which the condition holds, with their members counted, after the one with this id. */
    List<Catalogue.Listed> browse(String condition, int after, int limit) {
        return sql.sql(ProjectRows.SELECT_LISTED + """
            WHERE p.active AND p.paused_at IS NULL AND p.closed_at IS NULL AND
            """ + condition + """
             AND (:after = 0 OR (lower(p.name), p.id) > (SELECT lower(name), id FROM projects WHERE id = :after))
            ORDER BY lower(p.name), p.id LIMIT :limit
            """)
                .param("after", after)
                .param("limit", limit)
                .query(ProjectRows.LISTED)
                .list();
    }

    /** Makes others who lock this project wait until this transaction ends; references to it do not wait. */
    void lock(int id) {
        sql.sql("SELECT id FROM projects WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** The same; whether reviewers have not approved it. */
    boolean lockBeforeApproval(int id) {
        return sql.sql("SELECT NOT approved FROM projects WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Inserts with this slug, unless another project has it. */
    Optional<Integer> insert(
            ProjectKind kind, ProjectDetails details, UUID clientRowId, String slug, UUID coordinatorId, Instant now) {
        return ProjectRows.FILLED_IN
                .bind(sql.sql(INSERT), details)
                .param("client_id", clientRowId)
                .param("kind", kind.word())
                .param("slug", slug)
                .param("coordinator_id", coordinatorId)
                .param("now", now)
                .query(Integer.class)
                .optional();
    }

    void update(int id, ProjectDetails details, Instant now) {
        ProjectRows.FILLED_IN
                .bind(sql.sql(UPDATE), details)
                .param("now", now)
                .param("id", id)
                .update();
        kept.changed(id);
    }

    void nextVersion(int id) {
        sql.sql("UPDATE projects SET version = version + 1 WHERE id = :id")
                .param("id", id)
                .update();
        kept.changed(id);
    }

    void setKind(int id, ProjectKind kind) {
        sql.sql("UPDATE projects SET kind = :kind WHERE id = :id")
                .param("kind", kind.word())
                .param("id", id)
                .update();
        kept.changed(id);
    }

    /** Whether it was open until now. */
    boolean close(int id, Instant now) {
        boolean closed = sql.sql("""
            UPDATE projects SET closed_at = :now, active = false, master_token_hash = NULL,
                master_token_expires_at = NULL, master_token_before_hash = NULL, master_token_before_expires_at = NULL
            WHERE id = :id AND closed_at IS NULL
            """).param("now", now).param("id", id).update() == 1;
        kept.changed(id);
        return closed;
    }

    /** Whether that changes anything. */
    boolean pause(int id, @Nullable Instant since) {
        boolean changed = sql.sql("""
            UPDATE projects SET paused_at = :since
            WHERE id = :id AND closed_at IS NULL AND (paused_at IS NULL) <> (:since::timestamptz IS NULL)
            """)
                        .param("since", since, Types.TIMESTAMP)
                        .param("id", id)
                        .update()
                == 1;
        kept.changed(id);
        return changed;
    }

    /** Ends the master token, which the former coordinator knows. */
    void setCoordinator(int id, UUID memberId) {
        sql.sql("""
            UPDATE projects SET coordinator_id = :member, master_token_hash = NULL, master_token_expires_at = NULL,
                master_token_before_hash = NULL, master_token_before_expires_at = NULL
            WHERE id = :id
            """).param("member", memberId).param("id", id).update();
        kept.changed(id);
    }

    void setAllSourcesAccess(int id, boolean allSources) {
        sql.sql("UPDATE projects SET all_sources_access = :all WHERE id = :id")
                .param("all", allSources)
                .param("id", id)
                .update();
        kept.changed(id);
    }

    void setWebhookSecret(int id, byte @Nullable [] wrapped) {
        sql.sql("""
            UPDATE projects SET webhook_secret = :wrapped, webhook_secret_before = NULL, webhook_secret_before_until = NULL
            WHERE id = :id
            """).param("wrapped", wrapped, Types.BINARY).param("id", id).update();
        kept.changed(id);
    }

    /** A new secret in place of the one that was seen, which goes on signing until then; false where that one is gone. */
    boolean replaceWebhookSecret(int id, byte @Nullable [] seen, byte[] wrapped, Instant beforeUntil) {
        boolean replaced = sql.sql("""
            UPDATE projects SET webhook_secret_before = webhook_secret, webhook_secret_before_until = :until,
                webhook_secret = :wrapped
            WHERE id = :id AND webhook_secret IS NOT DISTINCT FROM :seen
            """)
                        .param("wrapped", wrapped)
                        .param("until", beforeUntil)
                        .param("id", id)
                        .param("seen", seen, Types.BINARY)
                        .update()
                == 1;
        kept.changed(id);
        return replaced;
    }

    void setWebhookUrl(int id, String url, Instant now) {
        sql.sql("UPDATE projects SET deauth_webhook = :url, updated_at = :now WHERE id = :id")
                .param("url", url)
                .param("now", now)
                .param("id", id)
                .update();
        kept.changed(id);
    }

    /** The wrapped webhook secret of this client's project that was replaced and signs still. */
    Optional<byte[]> webhookSecretBefore(UUID clientRowId, Instant now) {
        return sql.sql("""
            SELECT webhook_secret_before FROM projects
            WHERE client_id = :client AND webhook_secret_before IS NOT NULL AND webhook_secret_before_until > :now
            """)
                .param("client", clientRowId)
                .param("now", now)
                .query(byte[].class)
                .optional();
    }

    /** The wrapped webhook secret of this client's project. */
    Optional<byte[]> webhookSecret(UUID clientRowId) {
        return sql.sql("SELECT webhook_secret FROM projects WHERE client_id = :client AND webhook_secret IS NOT NULL")
                .param("client", clientRowId)
                .query(byte[].class)
                .optional();
    }
}
