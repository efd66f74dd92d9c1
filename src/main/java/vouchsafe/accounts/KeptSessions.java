package vouchsafe.accounts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.session.FindByIndexNameSessionRepository;

/**
 * The sessions of browsers as the library's filter asks for them. A change is one statement, and what did not change
 * is not written. A session that begins
 * a sign-in is written as {@link SessionBeginnings} has it.
 */
final class KeptSessions implements FindByIndexNameSessionRepository<KeptSession> {
    private final SessionTable table;
    private final SessionBeginnings beginnings;

    KeptSessions(SessionTable table, SessionBeginnings beginnings) {
        this.table = table;
        this.beginnings = beginnings;
    }

    @Override
    public KeptSession createSession() {
        return KeptSession.begun();
    }

    @Override
    public void save(KeptSession session) {
        if (!session.changed()) {
            return;
        }
        Credentials signedIn = session.signedIn();
        if (signedIn == null) {
            table.write(session);
        } else if (!beginnings.begin(signedIn, () -> table.write(session))) {
            // The session still names a member who may not sign in, so nothing else that the request keeps in it is
            // written either.
            return;
        }
        session.written();
    }

    @Override
    public @Nullable KeptSession findById(String id) {
        return table.find(id).filter(session -> !session.isExpired()).orElse(null);
    }

    @Override
    public void deleteById(String id) {
        table.end(id);
    }

    @Override
    public Map<String, KeptSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, KeptSession> found = new LinkedHashMap<>();
        if (indexName.equals(PRINCIPAL_NAME_INDEX_NAME)) {
            table.ofPrincipal(indexValue).forEach(session -> found.put(session.getId(), session));
        }
        return found;
    }
}
