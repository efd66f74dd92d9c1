package vouchsafe.accounts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.RecordRows;
import vouchsafe.db.RowCache;
import vouchsafe.db.SqlArrays;

/**
 * Answers the question of every door: may anything be done for this member now? Reads are answered from memory, true to
 * within the time a change takes to arrive. An act that begins something lasting asks in its own transaction: a
 * transaction that ends everything of a member changes the member's row first, so that one of the two comes first and
 * sees, or is seen by, the other.
 *
 * <p>Contract: rows are locked in one order, projects before grants before members before clients, and all of these
 * before what hangs from them (families, sessions, links, developer tokens, uploads), so that transactions never wait
 * in a circle.
 */
public final class Standings {
    private static final RowMapper<Standing> STANDING = RecordRows.of(Standing.class);

    private final JdbcClient sql;
    private final RowCache<Standing> cache;
    private final Members members;

    Standings(JdbcClient sql, RowCache<Standing> cache, Members members) {
        this.sql = sql;
        this.cache = cache;
        this.members = members;
    }

    /** Whether the member's account is in use, from memory. */
    public boolean active(UUID memberId) {
        return cache.get(memberId).filter(Standing::active).isPresent();
    }

    /** The credentials the member acts under now, from memory; empty where the account is not in use. */
    public Optional<Credentials> credentials(UUID memberId) {
        return cache.get(memberId)
                .filter(Standing::active)
                .map(standing -> new Credentials(memberId, standing.stamp()));
    }

    /**
     * Holds the member's account for the rest of the caller's transaction, if it is in use: its suspension or deletion comes
     * before, or after what the transaction does.
     */
    public boolean hold(UUID memberId) {
        return held(memberId).isPresent();
    }

    /** The same, if nothing ended the credentials meanwhile. */
    public boolean hold(Credentials credentials) {
        return held(credentials.memberId())
                .filter(stamp -> stamp == credentials.stamp())
                .isPresent();
    }

    /**
     * The same, for callers that can go no further.
     *
     * @throws CredentialsEnded where something ended the credentials meanwhile
     */
    public void require(Credentials credentials) {
        if (!hold(credentials)) {
            throw new CredentialsEnded();
        }
    }

    private Optional<Integer> held(UUID memberId) {
        return sql.sql("SELECT credentials_stamp FROM members WHERE id = :id AND status = 'active' FOR SHARE")
                .param("id", memberId)
                .query(Integer.class)
                .optional();
    }

    /**
     * Ends all that is beginning under these credentials: to be called first in the transaction that ends everything
     * already begun.
     *
     * @throws CredentialsEnded where they had ended before
     */
    void end(Credentials credentials) {
        int ended = sql.sql("""
            UPDATE members SET credentials_stamp = credentials_stamp + 1
            WHERE id = :id AND status = 'active' AND credentials_stamp = :stamp
            """)
                .param("id", credentials.memberId())
                .param("stamp", credentials.stamp())
                .update();
        if (ended == 0) {
            throw new CredentialsEnded();
        }
        changed(credentials.memberId());
    }

    /** To be called in the transaction that changes the status or the stamp of a member. */
    void changed(UUID memberId) {
        cache.changed(memberId);
        members.changed(memberId);
    }

    static List<Standing> read(JdbcClient sql, List<UUID> ids) {
        return sql.sql("SELECT id AS member_id, status = 'active' AS active, credentials_stamp AS stamp"
                        + " FROM members WHERE id = " + SqlArrays.UUIDS)
                .param("ids", ids.toArray(UUID[]::new))
                .query(STANDING)
                .list();
    }
}
