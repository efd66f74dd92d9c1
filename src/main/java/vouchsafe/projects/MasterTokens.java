package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** Master tokens: one a project, good for 24 hours unless an administrator exempted it, replaced at once on refresh. */
public final class MasterTokens {
    /** Characters of every master token. */
    public static final int LENGTH = 64;

    static final Duration LIFETIME = Duration.ofHours(24);

    private final JdbcClient sql;
    private final DurableActs acts;

    MasterTokens(JdbcClient sql, DurableActs acts) {
        this.sql = sql;
        this.acts = acts;
    }

    /**
     * Makes a new token; the one the project had is dead when this returns. Empty where another request replaced that
     * one at the same moment: its token is the one that works, and was shown there.
     */
    public Optional<MasterToken> replace(Project project, UUID actor) {
        MasterToken token = MasterToken.generate();
        Instant seen = project.masterTokenExpiresAt();
        boolean replaced = acts.call(() -> {
            boolean first = sql.sql("""
                UPDATE projects SET master_token_hash = :hash, master_token_expires_at = :expires
                WHERE id = :id AND master_token_expires_at IS NOT DISTINCT FROM :seen::timestamptz
                """)
                            .param("seen", seen)
                            .param("hash", token.hash())
                            .param("expires", acts.now().plus(LIFETIME))
                            .param("id", project.id())
                            .update()
                    == 1;
            if (first) {
                acts.record(AuditEvent.of("project.master_token_replaced")
                        .by(actor)
                        .client(project.clientRowId())
                        .with("project", project.slug()));
            }
            return first;
        });
        return replaced ? Optional.of(token) : Optional.empty();
    }

    /** An administrator exempts a trusted project's token from expiry, or no longer. */
    public void setNeverExpires(Project project, boolean never, UUID administrator) {
        acts.run(() -> {
            sql.sql("UPDATE projects SET master_token_never_expires = :never WHERE id = :id")
                    .param("never", never)
                    .param("id", project.id())
                    .update();
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
        Optional<Project> found = sql.sql(ProjectRows.SELECT + " WHERE p.master_token_hash = :hash")
                .param("hash", MasterToken.hash(presented))
                .query(ProjectRows.PROJECT)
                .optional();
        return found.map(this::judge).orElseGet(Verdict.Unknown::new);
    }

    private Verdict judge(Project project) {
        Instant expires = project.masterTokenExpiresAt();
        boolean good = project.masterTokenNeverExpires()
                || (expires != null && acts.now().isBefore(expires));
        return good ? new Verdict.Good(project) : new Verdict.Expired(project);
    }
}
