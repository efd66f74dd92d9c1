package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.audit.AuditLog;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.Clients;

/** The client secrets of projects, seen from their coordinators: two may work at a time. */
public final class ProjectSecrets {
    /** How long an app has to move over to a new secret. */
    static final Duration MOVING_TIME = Duration.ofDays(7);

    private final Clients clients;
    private final TransactionTemplate transactions;
    private final AuditLog audit;
    private final InstantSource clock;

    ProjectSecrets(Clients clients, TransactionTemplate transactions, AuditLog audit, InstantSource clock) {
        this.clients = clients;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** The outcome of asking for a new secret. */
    public sealed interface Outcome {
        /** A new secret, readable only here. */
        record Made(ClientSecret secret) implements Outcome {}

        /** Two secrets work already. */
        record TwoLive() implements Outcome {}
    }

    /** Makes a new secret; those before it stop working at once. */
    public Outcome replaceNow(Project project, UUID actor) {
        return replace(project, actor, clock.instant());
    }

    /** Makes a new secret; the one before it works for seven more days. */
    public Outcome replaceInAWeek(Project project, UUID actor) {
        Instant now = clock.instant();
        long live = clients.find(project.clientRowId()).orElseThrow().secrets().stream()
                .filter(secret -> secret.live(now))
                .count();
        return live > 1 ? new Outcome.TwoLive() : replace(project, actor, now.plus(MOVING_TIME));
    }

    private Outcome replace(Project project, UUID actor, Instant oldOnesEnd) {
        try {
            return Objects.requireNonNull(transactions.execute(transaction -> {
                audit.record(Projects.event("project.secret_made", project, actor));
                return new Outcome.Made(clients.issueSecret(project.clientRowId(), oldOnesEnd));
            }));
        } catch (Clients.TwoSecretsLive twoLive) {
            // Two people pressed the button at the same time.
            return new Outcome.TwoLive();
        }
    }

    /** Ends one secret at once. */
    public void retire(Project project, UUID secretId, UUID actor) {
        transactions.executeWithoutResult(transaction -> {
            clients.endSecret(project.clientRowId(), secretId);
            audit.record(Projects.event("project.secret_retired", project, actor));
        });
    }
}
