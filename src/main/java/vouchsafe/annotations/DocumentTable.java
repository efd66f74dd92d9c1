package vouchsafe.annotations;

import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.UuidV7;

/**
 * Knows which addresses lead to the same document. Nearly every annotation says nothing new about that, and waits for
 * no other. Writers with something new about the same address come one after the other, and a writer that merges
 * documents is alone.
 */
final class DocumentTable {
    /** A document that has come to so many addresses takes no more, since claims can be made by all. */
    private static final int MOST_URIS = 100;

    /** The advisory lock that writers with something new share, and that a writer who merges documents has alone. */
    private static final long LEARNING = 0x646f63756d656e74L;

    private final JdbcClient sql;

    DocumentTable(JdbcClient sql) {
        this.sql = sql;
    }

    /** The knowledge about some addresses. */
    private record Known(int uris, List<UUID> documents, boolean titled) {
        boolean says(int count, @Nullable String title) {
            return uris == count && documents.size() == 1 && (titled || title == null);
        }
    }

    /** Keeps what a client says about the document at this address (in its normal form). */
    void learn(String uri, DocumentClaim claim) {
        SortedSet<String> all = new TreeSet<>(List.of(uri));
        claim.uris().stream().map(NormalUri::of).filter(each -> !each.isEmpty()).forEach(all::add);
        Known known = known(all);
        if (known.says(all.size(), claim.title())) {
            return;
        }
        boolean merging = known.documents().size() > 1;
        lock(all, merging);
        keep(uri, all, claim.title(), merging);
    }

    /** Until the transaction ends. The shared lock comes before those of addresses, which everyone takes in one order. */
    private void lock(SortedSet<String> uris, boolean alone) {
        String learning = alone ? "SELECT pg_advisory_xact_lock(:lock)" : "SELECT pg_advisory_xact_lock_shared(:lock)";
        sql.sql(learning).param("lock", LEARNING).query((row, number) -> 0).list();
        if (!alone) {
            sql.sql("""
                SELECT pg_advisory_xact_lock(key)
                FROM (SELECT DISTINCT hashtextextended(uri, :lock) AS key FROM unnest(:uris) uri ORDER BY key) keys
                """)
                    .param("lock", LEARNING)
                    .param("uris", uris.toArray(String[]::new))
                    .query((row, number) -> 0)
                    .list();
        }
    }

    private void keep(String uri, SortedSet<String> claimed, @Nullable String title, boolean merging) {
        SortedSet<String> all = claimed;
        Known known = known(all);
        boolean severalAfterAll = !merging && known.documents().size() > 1;
        if (severalAfterAll || size(known.documents()) + all.size() > MOST_URIS) {
            // Of the former the next annotation with this claim makes one.
            all = new TreeSet<>(List.of(uri));
            known = known(all);
        }
        UUID document =
                known.documents().isEmpty() ? UuidV7.next() : known.documents().getFirst();
        sql.sql("""
            INSERT INTO annotated_documents (id, title) VALUES (:id, :title)
            ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title WHERE annotated_documents.title IS NULL
            """).param("id", document).param("title", title, Types.VARCHAR).update();
        sql.sql("""
            INSERT INTO document_uris (normalized, document_id) SELECT uri, :document FROM unnest(:uris) uri
            ON CONFLICT DO NOTHING
            """)
                .param("uris", all.toArray(String[]::new))
                .param("document", document)
                .update();
        merge(document, known.documents());
    }

    private void merge(UUID into, List<UUID> others) {
        List<UUID> gone = others.stream().filter(other -> !other.equals(into)).toList();
        if (!gone.isEmpty()) {
            sql.sql("UPDATE document_uris SET document_id = :into WHERE document_id = ANY (:gone)")
                    .param("into", into)
                    .param("gone", gone.toArray(UUID[]::new))
                    .update();
            sql.sql("DELETE FROM annotated_documents WHERE id = ANY (:gone)")
                    .param("gone", gone.toArray(UUID[]::new))
                    .update();
        }
    }

    private Known known(Collection<String> uris) {
        List<UUID> documents = new ArrayList<>();
        List<Boolean> titled = new ArrayList<>();
        sql.sql("""
            SELECT u.document_id, d.title IS NOT NULL AS titled
            FROM document_uris u JOIN annotated_documents d ON d.id = u.document_id
            WHERE u.normalized = ANY ((SELECT :uris)::text[])
            """).param("uris", uris.toArray(String[]::new)).query(row -> {
            documents.add(row.getObject("document_id", UUID.class));
            titled.add(row.getBoolean("titled"));
        });
        return new Known(
                documents.size(), documents.stream().distinct().sorted().toList(), titled.contains(true));
    }

    /** Removes documents without annotations; the addresses are those of annotations just erased. */
    void forget(Collection<String> uris) {
        sql.sql("""
            DELETE FROM annotated_documents WHERE id IN (SELECT document_id FROM document_uris WHERE normalized = ANY (:uris))
                AND NOT EXISTS (
                    SELECT 1 FROM document_uris u JOIN annotations a ON a.uri_normalized = u.normalized
                    WHERE u.document_id = annotated_documents.id)
            """).param("uris", uris.toArray(String[]::new)).update();
    }

    private int size(Collection<UUID> documents) {
        return sql.sql("SELECT count(*) FROM document_uris WHERE document_id = ANY (:documents)")
                .param("documents", documents.toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    /** Every address that leads to a document one of these leads to, these among them; all in their normal form. */
    List<String> equivalents(Collection<String> uris) {
        return sql.sql("""
            SELECT normalized FROM document_uris
            WHERE document_id IN (
                SELECT document_id FROM document_uris WHERE normalized = ANY ((SELECT :uris)::text[]))
            UNION SELECT unnest(:uris)
            """)
                .param("uris", uris.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
