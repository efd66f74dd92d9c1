package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import vouchsafe.audit.AuditLog;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.Transactions;

/** Where a project's webhook deliveries go and what they are signed with. */
public final class WebhookSettings {
    private static final Duration OVERLAP = Duration.ofDays(7);
    private static final String FIELD = "deauth_webhook";

    private final ProjectTable table;
    private final KeyRing keys;
    private final AuditLog audit;
    private final Transactions transactions;
    private final InstantSource clock;

    WebhookSettings(ProjectTable table, KeyRing keys, AuditLog audit, Transactions transactions, InstantSource clock) {
        this.table = table;
        this.keys = keys;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Stores the URL in the field {@code deauth_webhook}, or says what is wrong with it; empty for none. */
    public Optional<String> setUrl(Project project, FormFields fields, UUID actor) {
        FormReader reader = new FormReader(fields);
        String url = reader.webAddress(FIELD, 256);
        if (reader.errors().isEmpty() && !url.equals(project.details().leaving().deauthWebhook())) {
            transactions.run(() -> {
                table.setWebhookUrl(project.id(), url, clock.instant());
                audit.record(Projects.event("webhook.url_set", project, actor));
            });
        }
        return Optional.ofNullable(reader.errors().get(FIELD));
    }

    /**
     * Makes a new secret; empty where another request made one at the same moment, which was shown there.
     *
     * @param overlap whether the one there is goes on signing, beside the new one, for a week
     */
    public Optional<WebhookSecret> replace(Project project, boolean overlap, UUID actor) {
        WebhookSecret secret = WebhookSecret.random();
        byte[] wrapped = keys.wrap(secret.bytes());
        byte[] seen = table.webhookSecret(project.clientRowId()).orElse(null);
        boolean replaced = transactions.call(() -> {
            Instant now = clock.instant();
            boolean first = table.replaceWebhookSecret(project.id(), seen, wrapped, overlap ? now.plus(OVERLAP) : now);
            if (first) {
                audit.record(Projects.event("webhook.secret_made", project, actor));
            }
            return first;
        });
        return replaced ? Optional.of(secret) : Optional.empty();
    }

    /** The secrets with which this client's (row id) deliveries are signed now, the newest first. */
    public List<WebhookSecret> secrets(UUID clientRowId) {
        return Stream.concat(
                        table.webhookSecret(clientRowId).stream(),
                        table.webhookSecretBefore(clientRowId, clock.instant()).stream())
                .map(wrapped -> WebhookSecret.of(keys.unwrap(wrapped)))
                .toList();
    }
}
