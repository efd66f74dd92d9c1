package vouchsafe.portal.oauthclients;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.GrantTypes;
import vouchsafe.clients.SecretRecord;
import vouchsafe.web.pages.OnceShown;

/**
 * The content of the page about one client.
 *
 * @param form as typed, or as the client is
 * @param problems errors of the form, by field
 * @param newSecret just made; null where none was
 * @param saved whether the form was just stored
 */
public record ClientPage(
        Client client,
        ClientForm form,
        Map<String, String> problems,
        List<SecretRecord> secrets,
        OnceShown.@Nullable Shown newSecret,
        boolean saved) {

    static ClientPage of(Client client, ClientForm form, Map<String, String> problems, Instant now, boolean saved) {
        List<SecretRecord> live =
                client.secrets().stream().filter(secret -> secret.live(now)).toList();
        return new ClientPage(client, form, problems, live, null, saved);
    }

    ClientPage with(OnceShown.@Nullable Shown secret) {
        return new ClientPage(client, form, problems, secrets, secret, saved);
    }

    /** Whether the client needs a secret before it can be used. */
    public boolean lacksSecret() {
        boolean signs = client.grantTypes().contains(GrantTypes.JWT_BEARER);
        return client.confidential() && secrets.stream().noneMatch(secret -> !signs || secret.wrapped() != null);
    }
}
