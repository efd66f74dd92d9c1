package vouchsafe.oauth;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.RecordRows;
import vouchsafe.db.UuidV7;

/**
 * Members' own tokens, at most one each. Like every token it is a sealed statement about a row; a new one replaces the row,
 * so that the one before is refused from then on.
 */
public final class DeveloperTokens {
    /** The {@link ChangeFeed} channel on which the end of a token is announced, by its id. */
    public static final String ENDED = "developer_token";

    private static final RowMapper<DeveloperToken> TOKEN = RecordRows.of(DeveloperToken.class);

    private final JdbcClient sql;
    private final Seals seals;
    private final ChangeFeed changes;
    private final Standings standings;
    private final DurableActs acts;

    DeveloperTokens(JdbcClient sql, Seals seals, ChangeFeed changes, Standings standings, DurableActs acts) {
        this.sql = sql;
        this.seals = seals;
        this.changes = changes;
        this.standings = standings;
        this.acts = acts;
    }

    /** The member's token, if they have one. */
    public Optional<DeveloperToken> of(UUID memberId) {
        return sql.sql("SELECT id, member_id, created_at FROM developer_tokens WHERE member_id = :member")
                .param("member", memberId)
                .query(TOKEN)
                .optional();
    }

    /** The row of this token; empty for any other text, and while the member's account is not in use. */
    public Optional<DeveloperToken> check(String token) {
        return seals.open(SealKind.DEVELOPER, token)
                .flatMap(seal -> sql.sql("SELECT id, member_id, created_at FROM developer_tokens WHERE id = :id")
                        .param("id", seal.subject())
                        .query(TOKEN)
                        .optional())
                .filter(found -> standings.active(found.memberId()));
    }

    /**
     * Makes a new token for the member and shows it this once; the one before is refused from then on.
     *
     * @param credentials those of the browser that asks
     * @throws vouchsafe.accounts.CredentialsEnded where they were ended meanwhile
     */
    public Secret make(Credentials credentials) {
        UUID memberId = credentials.memberId();
        return acts.call(() -> {
            standings.require(credentials);
            UUID id = UuidV7.next();
            var now = acts.now().truncatedTo(ChronoUnit.SECONDS);
            // Of two requests at once, the later one ends the token of the earlier one, and announces that.
            do {
                end(memberId, Optional.empty());
            } while (!insert(id, memberId, now));
            acts.record(AuditEvent.of("developer_token.made").by(memberId).to(memberId));
            return new Secret(seals.seal(Seal.of(SealKind.DEVELOPER, id, 0, now)));
        });
    }

    private boolean insert(UUID id, UUID memberId, Instant now) {
        return sql.sql("""
            INSERT INTO developer_tokens (id, member_id, created_at) VALUES (:id, :member, :now)
            ON CONFLICT (member_id) DO NOTHING
            """)
                        .param("id", id)
                        .param("member", memberId)
                        .param("now", now)
                        .update()
                == 1;
    }

    /** Ends the member's token; false where there was none. */
    public boolean remove(UUID memberId) {
        return remove(memberId, Optional.empty());
    }

    /** Ends this one token, and no newer one; false where it had ended. */
    public boolean remove(DeveloperToken token) {
        return remove(token.memberId(), Optional.of(token.id()));
    }

    private boolean remove(UUID memberId, Optional<UUID> only) {
        return acts.call(() -> {
            boolean ended = end(memberId, only);
            if (ended) {
                acts.record(AuditEvent.of("developer_token.ended").by(memberId).to(memberId));
            }
            return ended;
        });
    }

    private boolean end(UUID memberId, Optional<UUID> only) {
        Optional<UUID> ended = sql.sql("""
            DELETE FROM developer_tokens
            WHERE member_id = :member AND (:only::uuid IS NULL OR id = :only::uuid) RETURNING id
            """)
                .param("member", memberId)
                .param("only", only.orElse(null))
                .query(UUID.class)
                .optional();
        ended.ifPresent(id -> changes.publish(ENDED, id.toString()));
        return ended.isPresent();
    }
}
