package vouchsafe.accounts;

import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.crypto.Digests;

/** The stored sessions of a member: read, and ended in the caller's transaction. */
final class MemberSessions {
    /** Attributes by which members tell their browsers apart. */
    static final String DEVICE = "device";

    static final String ADDRESS = "address";

    private final SessionTable table;

    MemberSessions(SessionTable table) {
        this.table = table;
    }

    /** Where the member is signed in, latest first. */
    List<BrowserSession> list(UUID memberId, String currentSession) {
        return table.ofPrincipal(memberId.toString()).stream()
                .filter(session -> !session.isExpired())
                .map(session -> describe(session, currentSession))
                .sorted(Comparator.comparing(BrowserSession::lastSeenAt).reversed())
                .toList();
    }

    /** The id of the session that pages know by this handle. */
    Optional<String> find(UUID memberId, String handle) {
        return table.ofPrincipal(memberId.toString()).stream()
                .map(KeptSession::getId)
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

    private static BrowserSession describe(KeptSession session, String currentSession) {
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
