package vouchsafe.publication;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.RandomText;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;

/**
 * Starts and stops members' public sharing of a project's data. A member agrees once to the meaning of public, then chooses
 * project by project. Everything here takes effect at once: servers of public data ask this class for each request, and
 * cache nothing.
 */
public final class PublicSharing {
    private static final int PUBLIC_DIGITS = 8;

    private static final RowMapper<Agreement> AGREEMENT = RecordRows.of(Agreement.class);

    private final JdbcClient sql;
    private final Grants grants;
    private final DurableActs acts;

    PublicSharing(JdbcClient sql, Grants grants, DurableActs acts) {
        this.sql = sql;
        this.grants = grants;
        this.acts = acts;
    }

    /** The outcome of a member's wish to share a project's data publicly. */
    public enum Started {
        /** The data is public from now on. */
        NOW,
        /** The data was public already. */
        BEFORE,
        /** The member has to agree to public sharing first. */
        NOT_AGREED,
        /** The member never joined this project, so it has no data of theirs. */
        NEVER_JOINED
    }

    /**
     * An agreement to share publicly.
     *
     * @param document JSON of the texts that the member read, and of their answers
     * @param endedAt null while it stands
     */
    public record Agreement(
            String document, Instant agreedAt, @Nullable Instant endedAt) {}

    /** The time of the member's present agreement to share publicly; empty where there is none. */
    public Optional<Instant> agreedSince(UUID memberId) {
        return agreements(memberId).stream()
                .filter(agreement -> agreement.endedAt() == null)
                .map(Agreement::agreedAt)
                .findFirst();
    }

    /** Every agreement of the member, ended ones too, latest first. */
    public List<Agreement> agreements(UUID memberId) {
        return sql.sql("""
            SELECT document, agreed_at, ended_at FROM public_sharing_agreements
            WHERE member_id = :member ORDER BY id DESC
            """).param("member", memberId).query(AGREEMENT).list();
    }

    /**
     * Notes the member's agreement to share publicly the projects that they will choose.
     *
     * @param document JSON of the texts that they read, and of their answers
     */
    public void agree(UUID memberId, String document) {
        acts.run(() -> {
            int added = sql.sql("""
                INSERT INTO public_sharing_agreements (id, member_id, document, agreed_at)
                VALUES (:id, :member, :document, :now)
                ON CONFLICT DO NOTHING
                """)
                    .param("id", UuidV7.next())
                    .param("member", memberId)
                    .param("document", document)
                    .param("now", acts.now())
                    .update();
            if (added == 1) {
                giveNumber(memberId);
                acts.record(event("public_sharing.agreed", memberId));
            }
        });
    }

    /** Gives the member a number for programs that read public data: unknown to projects, and kept for life. */
    private void giveNumber(UUID memberId) {
        boolean has = false;
        while (!has) {
            sql.sql("INSERT INTO public_members (member_id, number) VALUES (:member, :number) ON CONFLICT DO NOTHING")
                    .param("member", memberId)
                    .param("number", RandomText.digits(PUBLIC_DIGITS))
                    .update();
            // Nothing is added where the member has a number, or where another member has this one: then another is
            // drawn.
            has = sql.sql("SELECT EXISTS (SELECT 1 FROM public_members WHERE member_id = :member)")
                    .param("member", memberId)
                    .query(Boolean.class)
                    .single();
        }
    }

    /** Ends the member's agreement: all their data becomes private. */
    public void end(UUID memberId) {
        acts.run(() -> {
            int ended = sql.sql("""
                UPDATE public_sharing_agreements SET ended_at = :now WHERE member_id = :member AND ended_at IS NULL
                """)
                    .param("member", memberId)
                    .param("now", acts.now())
                    .update();
            sql.sql("DELETE FROM public_sharing WHERE member_id = :member")
                    .param("member", memberId)
                    .update();
            if (ended > 0) {
                acts.record(event("public_sharing.ended", memberId));
            }
        });
    }

    /** The projects (ids) whose data this member shares publicly, with the time since when. */
    public Map<Integer, Instant> of(UUID memberId) {
        Map<Integer, Instant> projects = new HashMap<>();
        sql.sql("SELECT project_id, since FROM public_sharing WHERE member_id = :member")
                .param("member", memberId)
                .query(row -> {
                    projects.put(
                            row.getInt("project_id"), row.getTimestamp("since").toInstant());
                });
        return projects;
    }

    /** Whether everyone may read this member's data of this project now: a suspended member shares nothing. */
    public boolean isPublic(UUID memberId, int projectId) {
        return sql.sql("""
            SELECT EXISTS (SELECT 1 FROM public_sharing s JOIN active_members m ON m.id = s.member_id
                WHERE s.member_id = :member AND s.project_id = :project)
            """)
                .param("member", memberId)
                .param("project", projectId)
                .query(Boolean.class)
                .single();
    }

    /** Makes the member's data of this project public. */
    public Started start(UUID memberId, Project project) {
        if (grants.find(project.clientRowId(), memberId).isEmpty()) {
            return Started.NEVER_JOINED;
        }
        return acts.call(() -> {
            // The agreement's row is held, so that taking it back waits for this or comes first.
            boolean agreed = sql.sql("""
                SELECT 1 FROM public_sharing_agreements WHERE member_id = :member AND ended_at IS NULL FOR SHARE
                """)
                    .param("member", memberId)
                    .query(Integer.class)
                    .optional()
                    .isPresent();
            if (!agreed) {
                return Started.NOT_AGREED;
            }
            int added = sql.sql("""
                INSERT INTO public_sharing (member_id, project_id, since) VALUES (:member, :project, :now)
                ON CONFLICT DO NOTHING
                """)
                    .param("member", memberId)
                    .param("project", project.id())
                    .param("now", acts.now())
                    .update();
            if (added == 0) {
                return Started.BEFORE;
            }
            acts.record(event("public_sharing.started", memberId).client(project.clientRowId()));
            return Started.NOW;
        });
    }

    /**
     * Makes the member's data of this project private again, in the caller's transaction if there is one.
     *
     * @param actorId the member, or the person who ended their connection with the project
     * @return false where it was private
     */
    public boolean stop(UUID memberId, Project project, UUID actorId) {
        return acts.call(() -> {
            int removed = sql.sql("DELETE FROM public_sharing WHERE member_id = :member AND project_id = :project")
                    .param("member", memberId)
                    .param("project", project.id())
                    .update();
            if (removed > 0) {
                acts.record(
                        event("public_sharing.stopped", memberId).by(actorId).client(project.clientRowId()));
            }
            return removed > 0;
        });
    }

    private static AuditEvent event(String kind, UUID memberId) {
        return AuditEvent.of(kind).by(memberId).to(memberId);
    }
}
