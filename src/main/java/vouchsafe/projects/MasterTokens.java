package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.db.RecordRows;

/**
 * Master tokens: one a project, good for 24 hours unless an administrator exempted it. A new one ends the one before it, at once
 * or with an overlap.
 */
public final class MasterTokens {
    /** Characters of every master token. */
    public static final int LENGTH = 64;

    private static final Duration OVERLAP = Duration.ofDays(7);

    static final Duration LIFETIME = Duration.ofHours(24);

    /** What the row says of a token that was presented; the rest of the project is in memory. */
    private record Known(
            UUID clientId, boolean neverExpires, @Nullable Instant expiresAt) {}

    private static final RowMapper<Known> KNOWN = RecordRows.of(Known.class);

    private final JdbcClient sql;
    private final KeptProjects kept;
    private final DurableActs acts;

    MasterTokens(JdbcClient sql, KeptProjects kept, DurableActs acts) {
        this.sql = sql;
        this.kept = kept;
        this.acts = acts;
    }

    /** Makes a new token; the one the project had is dead when this returns. */
    public Optional<MasterToken> replace(Project project, UUID actor) {
        return replace(project, SecretOverlap.NONE, actor);
    }

    /**
     * Makes a new token. The one the project had is dead when this returns, or goes on for a week with
     * {@link SecretOverlap#ONE_WEEK}, but never for longer than it would have without this call. Empty where another request
     * replaced that one at the same moment: its token is the one that works, and was shown there.
     */
    public Optional<MasterToken> replace(Project project, SecretOverlap overlap, UUID actor) {
        MasterToken token = MasterToken.generate();
        Instant seen = project.masterTokenExpiresAt();
        boolean replaced = acts.call(() -> {
            boolean first = sql.sql("""
                UPDATE projects SET
                    master_token_before_hash = CASE WHEN :overlap THEN master_token_hash END,
                    master_token_before_expires_at = CASE
                        WHEN NOT :overlap OR master_token_hash IS NULL THEN NULL
                        WHEN master_token_never_expires THEN :week::timestamptz
                        ELSE LEAST(master_token_expires_at, :week::timestamptz) END,
                    master_token_hash = :hash, master_token_expires_at = :expires
                WHERE id = :id AND master_token_expires_at IS NOT DISTINCT FROM :seen::timestamptz
                """)
                            .param("seen", seen)
                            .param("overlap", overlap == SecretOverlap.ONE_WEEK)
                            .param("week", acts.now().plus(OVERLAP))
                            .param("hash", token.hash())
                            .param("expires", acts.now().plus(LIFETIME))
                            .param("id", project.id())
                            .update()
                    == 1;
            if (first) {
                kept.changed(project.id());
                acts.record(AuditEvent.of("project.master_token_replaced")
                        .by(actor)
                        .client(project.clientRowId())
                        .with("project", project.slug()));
            }
            return first;
        });
        return replaced ? Optional.of(token) : Optional.empty();
    }

    /** Until when the present token works; empty where there is none that does, and the end of time where it never expires. */
    public Optional<Instant> worksUntil(Project project) {
        Instant expires = project.masterTokenExpiresAt();
        if (expires == null) {
            return Optional.empty();
        }
        return project.masterTokenNeverExpires()
                ? Optional.of(Instant.MAX)
                : Optional.of(expires).filter(end -> end.isAfter(acts.now()));
    }

    /** Until when the token before the present one works; empty where it does not. */
    public Optional<Instant> beforeWorksUntil(Project project) {
        return sql.sql("""
            SELECT master_token_before_expires_at FROM projects
            WHERE id = :id AND master_token_before_hash IS NOT NULL AND master_token_before_expires_at > :now
            """)
                .param("id", project.id())
                .param("now", acts.now())
                .query(Instant.class)
                .optional();
    }

    /** Ends the token before the present one; whether there was one. */
    public boolean endBefore(Project project, UUID actor) {
        return acts.call(() -> {
            boolean ended = sql.sql("""
                UPDATE projects SET master_token_before_hash = NULL, master_token_before_expires_at = NULL
                WHERE id = :id AND master_token_before_hash IS NOT NULL
                """).param("id", project.id()).update() == 1;
            if (ended) {
                acts.record(AuditEvent.of("project.master_token_before_ended")
                        .by(actor)
                        .client(project.clientRowId())
                        .with("project", project.slug()));
            }
            return ended;
        });
    }

    /** An administrator exempts a trusted project's token from expiry, or no longer. */
    public void setNeverExpires(Project project, boolean never, UUID administrator) {
        acts.run(() -> {
            sql.sql("UPDATE projects SET master_token_never_expires = :never WHERE id = :id")
                    .param("never", never)
                    .param("id", project.id())
                    .update();
            kept.changed(project.id());
            acts.record(Projects.event("project.master_token_exemption_set", project, administrator)
                    .with("never_expires", Boolean.toString(never)));
        });
    }

    /** The outcome of looking up a presented token. */
    public sealed interface Verdict {
        /** The token is this project's and good. */
        record Good(Project project) implements Verdict {}

        /** The token was this project's, but its time is over. */
        record Expired(Project project) implements Verdict {}

        /** No project has this token. */
        record Unknown() implements Verdict {}
    }

    /** Looks a presented token up by its hash. */
    public Verdict judge(String presented) {
        return sql.sql("SELECT client_id, master_token_never_expires AS never_expires, master_token_expires_at AS"
                        + " expires_at FROM projects WHERE master_token_hash = :hash")
                .param("hash", MasterToken.hash(presented))
                .query(KNOWN)
                .optional()
                .flatMap(known -> kept.byClient(known.clientId()).map(project -> judge(project, known)))
                .orElseGet(() -> judgeBefore(presented));
    }

    private Verdict judgeBefore(String presented) {
        return sql.sql(ProjectRows.SELECT + " WHERE p.master_token_before_hash = :hash")
                .param("hash", MasterToken.hash(presented))
                .query(ProjectRows.PROJECT)
                .optional()
                .<Verdict>map(project -> beforeWorksUntil(project).isPresent()
                        ? new Verdict.Good(project)
                        : new Verdict.Expired(project))
                .orElseGet(Verdict.Unknown::new);
    }

    private Verdict judge(Project project, Known known) {
        boolean good =
                known.neverExpires() || (known.expiresAt() != null && acts.now().isBefore(known.expiresAt()));
        return good ? new Verdict.Good(project) : new Verdict.Expired(project);
    }
}
