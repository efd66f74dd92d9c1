package vouchsafe.grants;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Digests;
import vouchsafe.db.RecordRows;

/**
 * The history of each grant. Every entry's hash covers the entry before it, so that a changed or missing entry shows.
 * Appending needs the grant's row locked by the caller's transaction.
 */
final class Receipts {
    private static final byte[] BEGINNING = new byte[32];

    private static final RowMapper<Last> LAST = RecordRows.of(Last.class);

    private static final RowMapper<Row> ROW = RecordRows.of(Row.class);

    private final JdbcClient sql;

    Receipts(JdbcClient sql) {
        this.sql = sql;
    }

    private record Last(int sequence, byte[] hash) {}

    private record Row(int sequence, Instant at, String kind, String document, byte[] previousHash, byte[] hash) {}

    void append(UUID grantId, String kind, String document, Instant now) {
        Optional<Last> last = sql.sql("""
            SELECT sequence, hash FROM consent_events WHERE grant_id = :grant ORDER BY sequence DESC LIMIT 1
            """).param("grant", grantId).query(LAST).optional();
        int sequence = last.map(Last::sequence).orElse(0) + 1;
        byte[] previous = last.map(Last::hash).orElse(BEGINNING);
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        sql.sql("""
            INSERT INTO consent_events (grant_id, sequence, at, kind, document, previous_hash, hash)
            VALUES (:grant, :sequence, :at, :kind, :document, :previous, :hash)
            """)
                .param("grant", grantId)
                .param("sequence", sequence)
                .param("at", at)
                .param("kind", kind)
                .param("document", document)
                .param("previous", previous)
                .param("hash", hash(previous, grantId, sequence, at, kind, document))
                .update();
    }

    List<Receipt> of(UUID grantId) {
        return rows(grantId).stream()
                .map(row -> new Receipt(
                        grantId,
                        row.sequence(),
                        row.at(),
                        row.kind(),
                        row.document(),
                        HexFormat.of().formatHex(row.hash())))
                .toList();
    }

    /** Whether no entry was changed, taken out or put in since it was written. */
    boolean intact(UUID grantId) {
        byte[] previous = BEGINNING;
        int sequence = 0;
        for (Row row : rows(grantId)) {
            sequence++;
            byte[] hash = hash(previous, grantId, sequence, row.at(), row.kind(), row.document());
            if (row.sequence() != sequence
                    || !Digests.same(row.previousHash(), previous)
                    || !Digests.same(row.hash(), hash)) {
                return false;
            }
            previous = row.hash();
        }
        return true;
    }

    private List<Row> rows(UUID grantId) {
        return sql.sql("SELECT * FROM consent_events WHERE grant_id = :grant ORDER BY sequence")
                .param("grant", grantId)
                .query(ROW)
                .list();
    }

    private static byte[] hash(byte[] previous, UUID grantId, int sequence, Instant at, String kind, String document) {
        String entry = grantId + "\n" + sequence + "\n" + at + "\n" + kind + "\n" + document;
        return Digests.sha256(previous, entry.getBytes(StandardCharsets.UTF_8));
    }
}
