package vouchsafe.projects;

import java.util.List;
import vouchsafe.clients.RedirectUri;

/**
 * A valid form, not stored yet.
 *
 * @param redirectUrls as the client registers them: at least one, none for an on-site project
 * @param pkceRequired whether authorization requests without a PKCE challenge are refused
 * @param webhookSecret what to do with the stored secret
 */
public record ProjectDraft(
        ProjectDetails details,
        List<RedirectUri> redirectUrls,
        boolean pkceRequired,
        WebhookSecretChange webhookSecret) {

    /** Keeps a copy of the redirect URLs. */
    public ProjectDraft {
        redirectUrls = List.copyOf(redirectUrls);
    }

    /** The stored secret is never shown, so an empty field means "as it is". */
    public sealed interface WebhookSecretChange {
        /** Leaves the stored secret, or its absence, as it is. */
        record Keep() implements WebhookSecretChange {}

        /** Removes the stored secret. */
        record Clear() implements WebhookSecretChange {}

        /** Stores a new secret. */
        record Replace(WebhookSecret secret) implements WebhookSecretChange {}
    }
}
