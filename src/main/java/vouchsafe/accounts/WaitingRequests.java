package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vouchsafe.crypto.RandomText;
import vouchsafe.web.pages.LocalPath;

/**
 * Requests that wait in a browser's session until someone has signed in: an app sent a stranger here to connect. They
 * survive sign-in, sign-up and e-mail verification in the same browser. Each has a key, so that two tabs that wait for
 * two apps do not mix them up; the forms of those pages bring the path itself along, in case the session ends meanwhile.
 */
public final class WaitingRequests {
    static final String WAITING = "waiting";
    private static final int MOST = 5;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final InstantSource clock;
    /** Each costs a row: the session of a stranger, who may come without a cookie every time. */
    private final NetworkAllowance perNetwork = new NetworkAllowance(600, Duration.ofHours(1));

    WaitingRequests(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A request that waits.
     *
     * @param key its name in the sign-in form
     * @param path path and query to go on with
     * @param note a sentence for the person who is to sign in
     * @param since when it began to wait
     */
    public record Waiting(String key, String path, String note, Instant since) implements Serializable {}

    /**
     * Keeps the request, a GET, and returns the path of the sign-in page to redirect to. Where too many of this network wait,
     * nothing is kept and the path says where to go on, which is as good in one tab.
     *
     * @param note shown there, for example {@code Please log in or sign up to authorize "Sleep study"}
     */
    public String signInFirst(HttpServletRequest request, String note) {
        return signInFirst(request, LocalPath.of(request), note);
    }

    /** The same for a request that goes on at another path. */
    public String signInFirst(HttpServletRequest request, String path, String note) {
        if (request.getSession(false) == null && perNetwork.take().isPresent()) {
            return "/account/login/?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        }
        Waiting waiting = new Waiting(RandomText.alphanumeric(12), path, note, clock.instant());
        HttpSession session = request.getSession();
        List<Waiting> all = new ArrayList<>(all(session));
        all.add(waiting);
        session.setAttribute(WAITING, new ArrayList<>(all.subList(Math.max(0, all.size() - MOST), all.size())));
        return "/account/login/?next=" + waiting.key();
    }

    /** The waiting request of this key; without a key, the one that came last. */
    public Optional<Waiting> find(HttpServletRequest request, String key) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        Instant earliest = clock.instant().minus(PATIENCE);
        return all(session).reversed().stream()
                .filter(waiting -> waiting.since().isAfter(earliest))
                .filter(waiting -> key.isEmpty() || waiting.key().equals(key))
                .findFirst();
    }

    /** The waiting request with this path and query. */
    public Optional<Waiting> at(HttpServletRequest request, String path) {
        HttpSession session = request.getSession(false);
        return session == null
                ? Optional.empty()
                : all(session).stream()
                        .filter(waiting -> waiting.path().equals(path))
                        .findFirst();
    }

    /** Makes this request the one that is meant where no key is given. Does nothing where no such request waits. */
    public void prefer(HttpServletRequest request, String path) {
        Optional<Waiting> wanted = at(request, path);
        HttpSession session = request.getSession(false);
        if (wanted.isPresent() && session != null) {
            List<Waiting> all = new ArrayList<>(all(session));
            all.remove(wanted.get());
            all.add(wanted.get());
            session.setAttribute(WAITING, all);
        }
    }

    /**
     * Forgets this request, which has got its answer, so that nothing later leads back to it; and those that waited too long,
     * which nothing leads back to either.
     */
    public void answered(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            List<Waiting> all = all(session);
            Instant earliest = clock.instant().minus(PATIENCE);
            List<Waiting> rest = new ArrayList<>(all);
            rest.removeIf(waiting -> waiting.path().equals(LocalPath.of(request))
                    || !waiting.since().isAfter(earliest));
            if (rest.isEmpty()) {
                session.removeAttribute(WAITING);
            } else if (rest.size() < all.size()) {
                session.setAttribute(WAITING, rest);
            }
        }
    }

    private static List<Waiting> all(HttpSession session) {
        if (!(session.getAttribute(WAITING) instanceof List<?> kept)) {
            return List.of();
        }
        return kept.stream()
                .filter(Waiting.class::isInstance)
                .map(Waiting.class::cast)
                .toList();
    }
}
