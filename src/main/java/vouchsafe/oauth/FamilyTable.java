package vouchsafe.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.db.ChangeFeed;

/**
 * The durable acts on a token family, each one conditional statement: there is no find-then-save, so that concurrency
 * has nothing to get between.
 */
final class FamilyTable {
    private static final String COLUMNS =
            "id, grant_id, client_id, generation, issued_at, created_at, code_expires_at, revoked_at, scope";

    private final JdbcTemplate sql;

    FamilyTable(JdbcTemplate sql) {
        this.sql = sql;
    }

    Optional<TokenFamily> read(UUID id) {
        return first("SELECT " + COLUMNS + " FROM token_families WHERE id = ?", id);
    }

    /** Each family in the place of its id, as the database has them now. */
    List<Optional<TokenFamily>> readAll(List<UUID> ids) {
        if (ids.size() == 1) {
            return List.of(read(ids.getFirst()));
        }
        Map<UUID, TokenFamily> found = new HashMap<>();
        sql.query("SELECT " + COLUMNS + " FROM token_families WHERE id = ANY(?)", FamilyTable::family, (Object)
                        ids.toArray(UUID[]::new))
                .forEach(family -> found.put(family.id(), family));
        return ids.stream().map(id -> Optional.ofNullable(found.get(id))).toList();
    }

    /** Begins a family as a code, if the grant is active; locks the grant so that a withdrawal comes before or after. */
    boolean open(UUID id, UUID grantId, UUID clientId, CodeBinding binding, Instant now, Instant codeExpiresAt) {
        return sql.update(
                        """
                        INSERT INTO token_families (id, grant_id, client_id, generation, issued_at, created_at,
                            code_expires_at, scope, redirect_digest, redirect_named, code_challenge, nonce)
                        SELECT ?, g.id, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?
                        FROM grants g WHERE g.id = ? AND g.status = 'active' FOR SHARE
                        """,
                        id,
                        clientId,
                        Timestamp.from(now),
                        Timestamp.from(now),
                        Timestamp.from(codeExpiresAt),
                        binding.scope(),
                        binding.redirectDigest(),
                        binding.redirectNamed(),
                        binding.codeChallenge(),
                        binding.nonce(),
                        grantId)
                == 1;
    }

    /** Turns the code into tokens, once. */
    Optional<TokenState> redeem(UUID id, UUID clientId, CodeProof proof, Instant now) {
        return sql
                .query(
                        """
                            UPDATE token_families SET generation = 1, issued_at = to_timestamp(?)
                            WHERE id = ? AND client_id = ? AND generation = 0 AND revoked_at IS NULL
                                AND code_expires_at > to_timestamp(?)
                            """ + "AND " + CodeProof.CONDITION + " RETURNING scope",
                        (row, number) -> new TokenState(id, 1, now, row.getString(1)),
                        now.getEpochSecond(),
                        id,
                        clientId,
                        now.getEpochSecond(),
                        proof.redirectDigest(),
                        proof.redirectDigest(),
                        proof.redirectMayBeLeftOut(),
                        proof.codeChallenge())
                .stream()
                .findFirst();
    }

    /** Whether this caller proves to be the one the code was made for, whatever became of the code. */
    boolean proves(UUID id, UUID clientId, CodeProof proof) {
        return Boolean.TRUE.equals(sql.queryForObject(
                "SELECT count(*) = 1 FROM token_families WHERE id = ? AND client_id = ? AND " + CodeProof.CONDITION,
                Boolean.class,
                id,
                clientId,
                proof.redirectDigest(),
                proof.redirectDigest(),
                proof.redirectMayBeLeftOut(),
                proof.codeChallenge()));
    }

    /** What the code was bound to, to say which part a caller got wrong. */
    Optional<CodeBinding> binding(UUID id) {
        return sql
                .query(
                        "SELECT scope, redirect_digest, redirect_named, code_challenge, nonce FROM token_families"
                                + " WHERE id = ?",
                        (row, number) -> new CodeBinding(
                                row.getString("scope"),
                                row.getBytes("redirect_digest"),
                                row.getBoolean("redirect_named"),
                                row.getBytes("code_challenge"),
                                row.getString("nonce")),
                        id)
                .stream()
                .findFirst();
    }

    /**
     * Replaces the tokens of one generation by those of the next, once, for each of these families, and announces it. Of two
     * who ask for the same, one is served. Returns what the caller does not know, and takes times as whole seconds: a
     * calendar for each time would cost more than the rest of the call.
     */
    List<Optional<TokenState>> refresh(List<Refresh> asked, String announcement) {
        return asked.size() == 1
                ? List.of(refreshOne(asked.getFirst(), announcement))
                : refreshTogether(asked, announcement);
    }

    private Optional<TokenState> refreshOne(Refresh asked, String announcement) {
        return sql
                .query(
                        """
                        WITH refreshed AS (
                            UPDATE token_families SET generation = generation + 1, issued_at = to_timestamp(?)
                            WHERE id = ? AND client_id = ? AND generation = ? AND revoked_at IS NULL
                                AND issued_at > to_timestamp(?) AND created_at > to_timestamp(?)
                            RETURNING id, scope)
                        SELECT scope, pg_notify(?, ? || id) FROM refreshed
                        """,
                        (row, number) -> asked.next(row.getString(1)),
                        asked.now().getEpochSecond(),
                        asked.family(),
                        asked.clientId(),
                        asked.generation(),
                        asked.idleSince().getEpochSecond(),
                        asked.createdSince().getEpochSecond(),
                        ChangeFeed.CHANNEL,
                        announcement)
                .stream()
                .findFirst();
    }

    private List<Optional<TokenState>> refreshTogether(List<Refresh> asked, String announcement) {
        List<Optional<TokenState>> next = new ArrayList<>(Collections.nCopies(asked.size(), Optional.empty()));
        // Rows are locked in the order of their ids, so that two nodes that share some do not wait for each other.
        sql.query(
                """
                WITH refreshed AS (
                    UPDATE token_families f SET generation = f.generation + 1, issued_at = to_timestamp(a.now)
                    FROM (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                            WITH ORDINALITY AS t (id, client_id, generation, now, idle_since, created_since, place)
                            ORDER BY id) a
                    WHERE f.id = a.id AND f.client_id = a.client_id AND f.generation = a.generation
                        AND f.revoked_at IS NULL
                        AND f.issued_at > to_timestamp(a.idle_since) AND f.created_at > to_timestamp(a.created_since)
                    RETURNING f.id, f.scope, a.place)
                SELECT place, scope, (SELECT pg_notify(?, ? || string_agg(id::text, ',')) FROM refreshed) FROM refreshed
                """,
                row -> {
                    int place = row.getInt(1) - 1;
                    next.set(place, Optional.of(asked.get(place).next(row.getString(2))));
                },
                column(asked, Refresh::family),
                column(asked, Refresh::clientId),
                column(asked, Refresh::generation),
                column(asked, each -> each.now().getEpochSecond()),
                column(asked, each -> each.idleSince().getEpochSecond()),
                column(asked, each -> each.createdSince().getEpochSecond()),
                ChangeFeed.CHANNEL,
                announcement);
        return next;
    }

    /** As PostgreSQL writes arrays; faster than an array object, which the driver would word in the same way. */
    private static String column(List<Refresh> asked, Function<Refresh, Object> value) {
        StringBuilder column = new StringBuilder(asked.size() * 37).append('{');
        for (int i = 0; i < asked.size(); i++) {
            column.append(i == 0 ? "" : ",").append(value.apply(asked.get(i)));
        }
        return column.append('}').toString();
    }

    /** Ends the family; false where it had ended before. */
    boolean revoke(UUID id, String because, Instant now) {
        return sql.update("""
            UPDATE token_families SET revoked_at = ?, revoked_because = ? WHERE id = ? AND revoked_at IS NULL
            """, Timestamp.from(now), because, id) == 1;
    }

    /** Ends every family of the grant and names them. */
    List<UUID> revokeAll(UUID grantId, String because, Instant now) {
        return sql.queryForList("""
            UPDATE token_families SET revoked_at = ?, revoked_because = ?
            WHERE grant_id = ? AND revoked_at IS NULL RETURNING id
            """, UUID.class, Timestamp.from(now), because, grantId);
    }

    /** The latest families of the grant that were exchanged, newest first. */
    List<Ended> ofGrant(UUID grantId, int most) {
        return sql.query(
                "SELECT " + COLUMNS + ", revoked_because FROM token_families WHERE grant_id = ? AND generation > 0"
                        + " ORDER BY id DESC LIMIT ?",
                (row, number) -> new Ended(family(row, number), row.getString("revoked_because")),
                grantId,
                most);
    }

    /** A family with why it was ended, if it was. */
    record Ended(TokenFamily family, @Nullable String because) {}

    private Optional<TokenFamily> first(String statement, @Nullable Object... arguments) {
        return sql.query(statement, FamilyTable::family, arguments).stream().findFirst();
    }

    private static TokenFamily family(ResultSet row, int number) throws SQLException {
        Timestamp revokedAt = row.getTimestamp("revoked_at");
        return new TokenFamily(
                row.getObject("id", UUID.class),
                row.getObject("grant_id", UUID.class),
                row.getObject("client_id", UUID.class),
                row.getInt("generation"),
                row.getTimestamp("issued_at").toInstant(),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("code_expires_at").toInstant(),
                revokedAt == null ? null : revokedAt.toInstant(),
                row.getString("scope"));
    }
}
