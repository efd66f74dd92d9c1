package vouchsafe.messages;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/**
 * Members who want no mail from a project. Its messages wait for them on this server; the project is not told. A mute
 * stays through leaving and coming back.
 */
public final class Mutes {
    private final JdbcClient sql;
    private final Seals seals;
    private final InstantSource clock;

    Mutes(JdbcClient sql, Seals seals, InstantSource clock) {
        this.sql = sql;
        this.seals = seals;
        this.clock = clock;
    }

    /** Whether the member behind this grant muted the project. */
    public boolean muted(UUID grantId) {
        return sql.sql("SELECT EXISTS (SELECT 1 FROM message_mutes WHERE grant_id = :grant)")
                .param("grant", grantId)
                .query(Boolean.class)
                .single();
    }

    /** Mutes the project; false where it was muted before. */
    public boolean mute(UUID grantId) {
        return sql.sql("INSERT INTO message_mutes (grant_id, muted_at) VALUES (:grant, :now) ON CONFLICT DO NOTHING")
                        .param("grant", grantId)
                        .param("now", clock.instant())
                        .update()
                == 1;
    }

    /** Lets mail through again; false where it was not muted. */
    public boolean unmute(UUID grantId) {
        return sql.sql("DELETE FROM message_mutes WHERE grant_id = :grant")
                        .param("grant", grantId)
                        .update()
                == 1;
    }

    /** A value that proves, without a sign-in, receipt of a mail under this grant. It does not expire (RFC 8058). */
    public String link(UUID grantId) {
        return seals.seal(Seal.of(SealKind.UNSUBSCRIBE, grantId, 0, Instant.EPOCH));
    }

    /** The grant such a link is about. */
    public Optional<UUID> open(String link) {
        return seals.open(SealKind.UNSUBSCRIBE, link).map(Seal::subject);
    }
}
