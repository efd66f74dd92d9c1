package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.RandomText;

/**
 * Carries a secret from the answer that made it to the next page, which shows it, once. Sessions lie in the database, so
 * the secret is wrapped on its way: a dump of the database holds nothing readable.
 */
public final class OnceShown {
    private static final String ALL = OnceShown.class.getName() + ".";

    private final KeyRing keys;

    /** Secrets are wrapped with the newest of these keys. */
    public OnceShown(KeyRing keys) {
        this.keys = keys;
    }

    /** Keeps a secret under this name, in place of one that waits under it. */
    public void keep(HttpServletRequest request, String name, String secret) {
        byte[] wrapped = keys.wrap(secret.getBytes(StandardCharsets.UTF_8));
        request.getSession().setAttribute(ALL + name, wrapped);
    }

    /** Keeps a secret beside those that wait under this name: of two made at the same moment neither is lost. */
    public void keepBeside(HttpServletRequest request, String name, String secret) {
        keep(request, name + "." + RandomText.alphanumeric(8), secret);
    }

    /** Whether a secret waits under this name. */
    public boolean waits(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ALL + name) != null;
    }

    /** The secret, gone from the session when this returns. */
    public Optional<String> take(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : take(session, ALL + name);
    }

    /** Every secret that was kept beside others under this name, in no order; all are gone from the session. */
    public List<String> takeAll(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        List<String> secrets = new ArrayList<>();
        if (session != null) {
            Collections.list(session.getAttributeNames()).stream()
                    .filter(attribute -> attribute.startsWith(ALL + name + "."))
                    .forEach(attribute -> take(session, attribute).ifPresent(secrets::add));
        }
        return secrets;
    }

    private Optional<String> take(HttpSession session, String attribute) {
        if (!(session.getAttribute(attribute) instanceof byte[] wrapped)) {
            return Optional.empty();
        }
        session.removeAttribute(attribute);
        return Optional.of(new String(keys.unwrap(wrapped), StandardCharsets.UTF_8));
    }
}
