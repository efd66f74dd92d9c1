package vouchsafe.accounts;

import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import vouchsafe.crypto.Digests;

/** The stored sessions of a member: read through the library's store, ended in the caller's transaction. */
final class MemberSessions {
    /** Attributes by which members tell their browsers apart. */
    static final String DEVICE = "device";

    static final String ADDRESS = "address";

    private final FindByIndexNameSessionRepository<? extends Session> sessions;
    private final SessionTable table;

    MemberSessions(FindByIndexNameSessionRepository<? extends Session> sessions, SessionTable table) {
        this.sessions = sessions;
        this.table = table;
    }

    /** Where the member is signed in, latest first. */
    List<BrowserSession> list(UUID memberId, String currentSession) {
        return sessions.findByPrincipalName(memberId.toString()).values().stream()
                .filter(session -> !session.isExpired())
                .map(session -> describe(session, currentSession))
                .sorted(Comparator.comparing(BrowserSession::lastSeenAt).reversed())
                .toList();
    }

    /** The id of the session that pages know by this handle. */
    Optional<String> find(UUID memberId, String handle) {
        return sessions.findByPrincipalName(memberId.toString()).keySet().stream()
                .filter(id -> handle(id).equals(handle))
                .findFirst();
    }

    /** Ends one session; whether there was one. */
    boolean end(UUID memberId, String session) {
        return table.end(memberId, session);
    }

    /** Ends every session but this one; returns how many. */
    int endOthers(UUID memberId, String keptSession) {
        return table.endOthers(memberId, keptSession);
    }

    private static BrowserSession describe(Session session, String currentSession) {
        Instant signedInAt = session.getAttribute(SignedInContexts.SIGNED_IN_AT);
        return new BrowserSession(
                handle(session.getId()),
                orUnknown(session.getAttribute(DEVICE)),
                orUnknown(session.getAttribute(ADDRESS)),
                signedInAt == null ? session.getCreationTime() : signedInAt,
                session.getLastAccessedTime(),
                session.getId().equals(currentSession));
    }

    private static String orUnknown(@Nullable String value) {
        return value == null ? "unknown" : value;
    }

    private static String handle(String sessionId) {
        return HexFormat.of().formatHex(Digests.sha256(sessionId), 0, 8);
    }
}
