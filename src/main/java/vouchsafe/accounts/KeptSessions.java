package vouchsafe.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Wraps the library's session store, which would write on every page view. The last use of a session is kept to the
 * minute, so that looking at a page costs no write and no statement for one. A session that begins a sign-in is written
 * as {@link SessionBeginnings} has it.
 *
 * @param <S> a session as the store behind keeps it
 */
final class KeptSessions<S extends Session> implements FindByIndexNameSessionRepository<KeptSessions.Kept<S>> {
    private static final Logger log = LoggerFactory.getLogger(KeptSessions.class);
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final FindByIndexNameSessionRepository<S> store;
    private final SessionBeginnings beginnings;

    KeptSessions(FindByIndexNameSessionRepository<S> store, SessionBeginnings beginnings) {
        this.store = store;
        this.beginnings = beginnings;
    }

    @Override
    public Kept<S> createSession() {
        return new Kept<>(store.createSession(), true);
    }

    @Override
    public void save(Kept<S> session) {
        if (!session.changed) {
            return;
        }
        Credentials signedIn = session.signedIn;
        try {
            if (signedIn == null) {
                store.save(session.session);
            } else if (!beginnings.begin(signedIn, () -> store.save(session.session))) {
                // The session still names a member who may not sign in, so nothing else that the request keeps in it is
                // written either.
                return;
            }
        } catch (DataIntegrityViolationException ended) {
            // The session was ended while a request of it was under way: there is nothing left to keep.
            log.debug("a session was ended while it was written");
        }
        session.changed = false;
        session.signedIn = null;
    }

    @Override
    public @Nullable Kept<S> findById(String id) {
        S found = SessionTransactions.reading(() -> store.findById(id));
        return found == null ? null : new Kept<>(found, false);
    }

    @Override
    public void deleteById(String id) {
        store.deleteById(id);
    }

    @Override
    public Map<String, Kept<S>> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, Kept<S>> found = new LinkedHashMap<>();
        store.findByIndexNameAndIndexValue(indexName, indexValue)
                .forEach((id, session) -> found.put(id, new Kept<>(session, false)));
        return found;
    }

    /** A session that knows whether it must be written. */
    static final class Kept<S extends Session> implements Session {
        private final S session;
        private boolean changed;
        /** The credentials of a sign-in to it since it was last written. */
        private @Nullable Credentials signedIn;

        private Kept(S session, boolean changed) {
            this.session = session;
            this.changed = changed;
        }

        @Override
        public String getId() {
            return session.getId();
        }

        @Override
        public String changeSessionId() {
            changed = true;
            return session.changeSessionId();
        }

        @Override
        public <T> @Nullable T getAttribute(String name) {
            return session.getAttribute(name);
        }

        @Override
        public Set<String> getAttributeNames() {
            return session.getAttributeNames();
        }

        @Override
        public void setAttribute(String name, Object value) {
            changed = true;
            if (name.equals(SignedInContexts.CREDENTIALS) && value instanceof Credentials credentials) {
                signedIn = credentials;
                return;
            }
            session.setAttribute(name, value);
        }

        @Override
        public void removeAttribute(String name) {
            changed = true;
            session.removeAttribute(name);
        }

        @Override
        public Instant getCreationTime() {
            return session.getCreationTime();
        }

        @Override
        public void setLastAccessedTime(Instant time) {
            if (changed || !time.isBefore(session.getLastAccessedTime().plus(PRECISION))) {
                changed = true;
                session.setLastAccessedTime(time);
            }
        }

        @Override
        public Instant getLastAccessedTime() {
            return session.getLastAccessedTime();
        }

        @Override
        public void setMaxInactiveInterval(Duration interval) {
            changed = true;
            session.setMaxInactiveInterval(interval);
        }

        @Override
        public Duration getMaxInactiveInterval() {
            return session.getMaxInactiveInterval();
        }

        @Override
        public boolean isExpired() {
            return session.isExpired();
        }
    }
}
