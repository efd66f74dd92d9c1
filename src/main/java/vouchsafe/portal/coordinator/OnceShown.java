package vouchsafe.portal.coordinator;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vouchsafe.crypto.KeyRing;

/**
 * Carries a secret from the answer that made it to the next page, which shows it, once. Sessions lie in the database, so
 * the secret is wrapped on its way: a dump of the database holds nothing readable.
 */
final class OnceShown {
    private final KeyRing keys;

    OnceShown(KeyRing keys) {
        this.keys = keys;
    }

    /** The kinds of secrets that can wait to be shown. */
    enum Kind {
        CLIENT_SECRET,
        MASTER_TOKEN,
        WEBHOOK_SECRET
    }

    void keep(HttpServletRequest request, Kind kind, int projectId, String secret) {
        byte[] wrapped = keys.wrap(secret.getBytes(StandardCharsets.UTF_8));
        request.getSession().setAttribute(name(kind, projectId), wrapped);
    }

    boolean waits(HttpServletRequest request, Kind kind, int projectId) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(name(kind, projectId)) != null;
    }

    /** Takes the secret out of the session. */
    Optional<String> take(HttpServletRequest request, Kind kind, int projectId) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(name(kind, projectId)) instanceof byte[] wrapped)) {
            return Optional.empty();
        }
        session.removeAttribute(name(kind, projectId));
        return Optional.of(new String(keys.unwrap(wrapped), StandardCharsets.UTF_8));
    }

    private static String name(Kind kind, int projectId) {
        return OnceShown.class.getName() + "." + kind + "." + projectId;
    }
}
