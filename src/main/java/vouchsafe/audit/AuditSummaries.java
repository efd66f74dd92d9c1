package vouchsafe.audit;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.PublicKeys;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.db.RecordRows;

/** What stands for events that were old and erased: how many, of what time, and where the chain of seals goes on from. */
final class AuditSummaries {
    /** For the header {@code typ} (RFC 7515 section 4.1.9). */
    static final String TYPE = "vouchsafe-audit-summary+jwt";

    private static final RowMapper<Summary> SUMMARY = RecordRows.of(Summary.class);

    private final JdbcClient sql;
    private final SigningKeys keys;

    AuditSummaries(JdbcClient sql, SigningKeys keys) {
        this.sql = sql;
        this.keys = keys;
    }

    /**
     * A summary as it is stored.
     *
     * @param through number of the last seal whose events are erased
     * @param untilId the last of these events
     * @param events how many they were, from the first there ever was
     * @param signed the same, signed
     */
    record Summary(long through, UUID untilId, long events, Instant firstAt, Instant lastAt, String signed) {}

    /** What is signed. Times are in milliseconds; {@code hash} is what the last seal seals. */
    private record Statement(long through, UUID until, long events, long first, long last, String hash) {
        static Statement of(Summary summary, byte[] hash) {
            return new Statement(
                    summary.through(),
                    summary.untilId(),
                    summary.events(),
                    summary.firstAt().toEpochMilli(),
                    summary.lastAt().toEpochMilli(),
                    Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        }

        byte[] hashOfSeal() {
            return Base64.getUrlDecoder().decode(hash);
        }
    }

    /** The newest, which counts everything that the ones before it do. */
    Optional<Summary> latest() {
        return sql.sql("SELECT * FROM audit_summaries ORDER BY through DESC LIMIT 1")
                .query(SUMMARY)
                .optional();
    }

    /** Signs and stores a summary; to be called in a transaction. Its own {@code signed} is not looked at. */
    void add(Summary summary, byte[] hash, Instant now) {
        sql.sql("""
            INSERT INTO audit_summaries (through, until_id, events, first_at, last_at, made_at, signed)
            VALUES (:through, :until, :events, :first, :last, :now, :signed)
            """)
                .param("through", summary.through())
                .param("until", summary.untilId())
                .param("events", summary.events())
                .param("first", summary.firstAt())
                .param("last", summary.lastAt())
                .param("now", now)
                .param("signed", keys.sign(TYPE, JsonMapper.shared().writeValueAsString(Statement.of(summary, hash))))
                .update();
    }

    /** What the seal that a summary ends with seals; empty where this server did not sign exactly this summary. */
    Optional<byte[]> hash(Summary summary) {
        try {
            return PublicKeys.parse(keys.published())
                    .signed(TYPE, summary.signed())
                    .map(text -> JsonMapper.shared().readValue(text, Statement.class))
                    .filter(statement -> statement.equals(Statement.of(summary, statement.hashOfSeal())))
                    .map(Statement::hashOfSeal);
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }
}
