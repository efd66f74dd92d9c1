package vouchsafe.projects;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.KeyRing;

/** Where a project's webhook deliveries go and what they are signed with. */
public final class WebhookSettings {
    private static final Duration OVERLAP = Duration.ofDays(7);
    private static final String FIELD = "deauth_webhook";

    private final ProjectTable table;
    private final KeyRing keys;
    private final DurableActs acts;

    WebhookSettings(ProjectTable table, KeyRing keys, DurableActs acts) {
        this.table = table;
        this.keys = keys;
        this.acts = acts;
    }

    /** Stores the URL in the field {@code deauth_webhook}, or says what is wrong with it; empty for none. */
    public Optional<String> setUrl(Project project, FormFields fields, UUID actor) {
        FormReader reader = new FormReader(fields);
        String url = reader.webAddress(FIELD, 256);
        if (reader.errors().isEmpty() && !url.equals(project.details().leaving().deauthWebhook())) {
            acts.run(() -> {
                table.setWebhookUrl(project.id(), url, acts.now());
                acts.record(Projects.event("webhook.url_set", project, actor));
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
        boolean replaced = acts.call(() -> {
            Instant now = acts.now();
            boolean first = table.replaceWebhookSecret(project.id(), seen, wrapped, overlap ? now.plus(OVERLAP) : now);
            if (first) {
                acts.record(Projects.event("webhook.secret_made", project, actor));
            }
            return first;
        });
        return replaced ? Optional.of(secret) : Optional.empty();
    }

    /**
     * The secrets with which this client's (row id) deliveries are signed now, the newest first. Empty where there is one and none
     * can be opened any more, since the server's master key was lost: nothing is sent unsigned then.
     */
    public Optional<List<WebhookSecret>> secrets(UUID clientRowId) {
        List<byte[]> wrapped = Stream.concat(
                        table.webhookSecret(clientRowId).stream(),
                        table.webhookSecretBefore(clientRowId, acts.now()).stream())
                .toList();
        List<WebhookSecret> opened = wrapped.stream()
                .flatMap(each -> keys.unwrap(each).stream())
                .map(WebhookSecret::of)
                .toList();
        return opened.isEmpty() && !wrapped.isEmpty() ? Optional.empty() : Optional.of(opened);
    }
}
