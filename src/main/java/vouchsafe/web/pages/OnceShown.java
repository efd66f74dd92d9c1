package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import vouchsafe.crypto.KeyRing;
import vouchsafe.crypto.RandomText;

/**
 * Carries a secret from the answer that made it to the page that shows it, and keeps it there for {@link #KEPT}: a reload and
 * the way back lose nothing. It is for the member who made it, in the session in which they did. Sessions lie in the
 * database, so the secret is wrapped: a dump of the database holds nothing readable.
 */
public final class OnceShown {
    /** How long a secret can be looked at, unless its owner says before that they have it. */
    public static final Duration KEPT = Duration.ofMinutes(10);

    /**
     * What the names of the sessions' attributes begin with. After it come the second at which the secret is forgotten, a dot,
     * and the name; {@code accounts} sweeps by it.
     */
    public static final String ATTRIBUTES = "vouchsafe.shown.";

    private final KeyRing keys;
    private final InstantSource clock;

    /** Secrets are wrapped with the newest of these keys. */
    public OnceShown(KeyRing keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A secret that can be looked at.
     *
     * @param name under which it is kept
     * @param page path of the page that shows it
     * @param reveal the secret
     * @param until when it is forgotten
     */
    public record Shown(String name, String page, String reveal, Instant until) {
        @Override
        public String toString() {
            return "Shown[hidden]";
        }
    }

    /** Keeps a secret under this name, in place of one that is there, for the page of this path. */
    public void keep(HttpServletRequest request, String name, String page, String secret) {
        forget(request, name);
        String text = owner() + "\n" + page + "\n" + secret;
        Instant until = clock.instant().plus(KEPT);
        request.getSession()
                .setAttribute(
                        ATTRIBUTES + until.getEpochSecond() + "." + name,
                        keys.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps a secret beside those that are there under this name: of two made at the same moment neither is lost. */
    public void keepBeside(HttpServletRequest request, String name, String page, String secret) {
        keep(request, name + "." + RandomText.alphanumeric(8), page, secret);
    }

    /** The secret of this name. */
    public Optional<Shown> shown(HttpServletRequest request, String name) {
        return all(request).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Every secret that was kept beside others under this name, in no order. */
    public List<Shown> shownBeside(HttpServletRequest request, String name) {
        return all(request).stream()
                .filter(each -> each.name().startsWith(name + "."))
                .toList();
    }

    /** The owner has the secret: it is gone when this returns. Answers the path of the page that showed it. */
    public Optional<String> saved(HttpServletRequest request, String name) {
        Optional<String> page = shown(request, name).map(Shown::page);
        forget(request, name);
        return page;
    }

    private void forget(HttpServletRequest request, String name) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            attributes(session).stream()
                    .filter(attribute -> nameIn(attribute).equals(name))
                    .forEach(session::removeAttribute);
        }
    }

    private List<Shown> all(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        List<Shown> found = new ArrayList<>();
        if (session == null) {
            return found;
        }
        for (String attribute : attributes(session)) {
            Instant until = untilIn(attribute);
            if (!clock.instant().isBefore(until)) {
                session.removeAttribute(attribute);
            } else if (session.getAttribute(attribute) instanceof byte[] wrapped) {
                String[] parts = keys.unwrap(wrapped)
                        .map(text -> new String(text, StandardCharsets.UTF_8).split("\n", 3))
                        .orElse(new String[0]);
                // The session may have changed hands.
                if (parts.length == 3 && parts[0].equals(owner())) {
                    found.add(new Shown(nameIn(attribute), parts[1], parts[2], until));
                }
            }
        }
        return found;
    }

    private static List<String> attributes(HttpSession session) {
        return Collections.list(session.getAttributeNames()).stream()
                .filter(attribute -> attribute.startsWith(ATTRIBUTES))
                .toList();
    }

    private static String nameIn(String attribute) {
        return attribute.substring(attribute.indexOf('.', ATTRIBUTES.length()) + 1);
    }

    private static Instant untilIn(String attribute) {
        return Instant.ofEpochSecond(
                Long.parseLong(attribute.substring(ATTRIBUTES.length(), attribute.indexOf('.', ATTRIBUTES.length()))));
    }

    private static String owner() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof PageVisitor who
                ? who.visitor().username()
                : "";
    }
}
