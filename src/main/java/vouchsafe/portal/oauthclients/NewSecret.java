package vouchsafe.portal.oauthclients;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import vouchsafe.clients.Client;
import vouchsafe.clients.ClientSecret;
import vouchsafe.crypto.Digests;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.RandomText;

/** Carries a client's new secret to the next page, which shows it, once; wrapped, since sessions lie in the database. */
final class NewSecret {
    private final KeyRing keys;

    NewSecret(KeyRing keys) {
        this.keys = keys;
    }

    void keep(HttpServletRequest request, Client client, ClientSecret secret) {
        byte[] wrapped = keys.wrap(secret.reveal().getBytes(StandardCharsets.UTF_8));
        // Each secret has a name of its own, so that of two made at the same moment neither replaces the other.
        request.getSession().setAttribute(prefix(client) + RandomText.alphanumeric(8), wrapped);
    }

    /** Takes the newest working secret kept for this client, and forgets all of them. */
    Optional<String> take(HttpServletRequest request, Client client, Instant now) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        List<String> kept = new ArrayList<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            if (name.startsWith(prefix(client)) && session.getAttribute(name) instanceof byte[] wrapped) {
                session.removeAttribute(name);
                kept.add(new String(keys.unwrap(wrapped), StandardCharsets.UTF_8));
            }
        }
        return client.secrets().stream()
                .filter(secret -> secret.live(now))
                .flatMap(secret -> kept.stream().filter(text -> Digests.same(secret.hash(), Digests.sha256(text))))
                .findFirst();
    }

    private static String prefix(Client client) {
        return NewSecret.class.getName() + "." + client.id() + ".";
    }
}
