package vouchsafe.portal.oauthclients;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.crypto.KeyRing;

/** Carries a client's new secret to the next page, which shows it, once; wrapped, since sessions lie in the database. */
final class NewSecret {
    private final KeyRing keys;

    NewSecret(KeyRing keys) {
        this.keys = keys;
    }

    void keep(HttpServletRequest request, Client client, ClientSecret secret) {
        byte[] wrapped = keys.wrap(secret.reveal().getBytes(StandardCharsets.UTF_8));
        request.getSession().setAttribute(name(client), wrapped);
    }

    Optional<String> take(HttpServletRequest request, Client client) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(name(client)) instanceof byte[] wrapped)) {
            return Optional.empty();
        }
        session.removeAttribute(name(client));
        return Optional.of(new String(keys.unwrap(wrapped), StandardCharsets.UTF_8));
    }

    private static String name(Client client) {
        return NewSecret.class.getName() + "." + client.id();
    }
}
