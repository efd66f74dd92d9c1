package vouchsafe.oauth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.db.ArrayLiteral;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.LockedRows;

/**
 * The durable acts on a token family, each one conditional statement: there is no find-then-save with a gap for concurrent
 * changes. Statements that serve many callers at once skip rows that another transaction holds, and return null for them.
 */
final class FamilyTable {
    private static final String COLUMNS =
            "id, grant_id, client_id, generation, issued_at, created_at, code_expires_at, revoked_at, scope,"
                    + " COALESCE(used_generation, generation) AS used_generation";

    private final JdbcTemplate sql;

    FamilyTable(JdbcTemplate sql) {
        this.sql = sql;
    }

    Optional<TokenFamily> read(UUID id) {
        return first("SELECT " + COLUMNS + " FROM token_families WHERE id = ?", id);
    }

    List<TokenFamily> readAll(List<UUID> ids) {
        return sql.query(
                "SELECT " + COLUMNS + " FROM token_families WHERE id = ANY ((SELECT ?)::uuid[])",
                FamilyTable::family,
                (Object) ids.toArray(UUID[]::new));
    }

    /**
     * Begins families as codes where everything that allowed them still holds: the grant is active, the member's account in
     * use under the same credentials, the client in use and unchanged. Says which began. Each of the rows is locked, grants
     * before members before clients and each in the order of their ids, so that an act that ends one of them comes before
     * or after. Null where another transaction holds a row and was not waited for.
     */
    List<@Nullable Boolean> open(List<NewFamily> asked, LockedRows locked) {
        Map<UUID, Boolean> began = new HashMap<>();
        sql.query(
                """
                WITH g AS MATERIALIZED (
                    SELECT id, member_id, client_id, status FROM grant_standings WHERE id = ANY ((SELECT ?)::uuid[])
                    ORDER BY id FOR SHARE%1$s),
                m AS MATERIALIZED (
                    SELECT id, status, credentials_stamp FROM member_standings
                    WHERE id = ANY ((SELECT ?)::uuid[]) AND (SELECT count(*) FROM g) > 0 ORDER BY id FOR SHARE%1$s),
                c AS MATERIALIZED (
                    SELECT id, suspended_at, stamp FROM client_standings
                    WHERE id = ANY ((SELECT ?)::uuid[]) AND (SELECT count(*) FROM m) > 0 ORDER BY id FOR SHARE%1$s),
                free AS MATERIALIZED (
                    SELECT a.*, g.status = 'active' AND g.member_id = a.member_id AND g.client_id = a.client_id
                        AND m.status = 'active' AND m.credentials_stamp = a.member_stamp
                        AND c.suspended_at IS NULL AND c.stamp = a.client_stamp AS allowed
                    FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::uuid[], ?::int[], ?::bigint[],
                            ?::bigint[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[])
                        AS a (id, grant_id, member_id, member_stamp, client_id, client_stamp, now, expires, scope,
                            redirect, redirect_named, challenge, nonce)
                    JOIN g ON g.id = a.grant_id JOIN m ON m.id = a.member_id JOIN c ON c.id = a.client_id),
                began AS (
                    INSERT INTO token_families (id, grant_id, client_id, generation, issued_at, created_at,
                        code_expires_at, used_generation, scope, redirect_digest, redirect_named, code_challenge, nonce)
                    SELECT id, grant_id, client_id, 0, to_timestamp(now), to_timestamp(now), to_timestamp(expires),
                        0, scope, decode(redirect, 'hex'), redirect_named, decode(challenge, 'hex'), nonce
                    FROM free WHERE allowed)
                SELECT id, allowed FROM free
                """.formatted(locked.clause()),
                row -> {
                    began.put(row.getObject(1, UUID.class), row.getBoolean(2));
                },
                ArrayLiteral.of(asked, NewFamily::grantId),
                ArrayLiteral.of(asked, each -> each.credentials().memberId()),
                ArrayLiteral.of(asked, NewFamily::clientRowId),
                ArrayLiteral.of(asked, NewFamily::id),
                ArrayLiteral.of(asked, NewFamily::grantId),
                ArrayLiteral.of(asked, each -> each.credentials().memberId()),
                ArrayLiteral.of(asked, each -> each.credentials().stamp()),
                ArrayLiteral.of(asked, NewFamily::clientRowId),
                ArrayLiteral.of(asked, NewFamily::clientStamp),
                ArrayLiteral.of(asked, each -> each.now().getEpochSecond()),
                ArrayLiteral.of(asked, each -> each.codeExpiresAt().getEpochSecond()),
                ArrayLiteral.of(asked, each -> each.binding().scope()),
                ArrayLiteral.of(asked, each -> hex(each.binding().redirectDigest())),
                ArrayLiteral.of(asked, each -> each.binding().redirectNamed()),
                ArrayLiteral.of(asked, each -> hex(each.binding().codeChallenge())),
                ArrayLiteral.of(asked, each -> each.binding().nonce()));
        List<@Nullable Boolean> answers = new ArrayList<>();
        asked.forEach(each -> answers.add(began.get(each.id())));
        return answers;
    }

    /** Turns codes into tokens, each once. Of two callers that show the same code, one is served. */
    List<@Nullable Optional<TokenState>> redeem(List<Redemption> asked, LockedRows locked) {
        List<@Nullable Optional<TokenState>> next = new ArrayList<>(Collections.nCopies(asked.size(), null));
        sql.query(
                """
                WITH asked AS (
                    SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::boolean[], ?::text[])
                        WITH ORDINALITY AS t (id, client_id, now, redirect, may_be_left_out, challenge, place)),
                free AS (SELECT id FROM token_families WHERE id = ANY ((SELECT ?)::uuid[]) ORDER BY id FOR NO KEY UPDATE%s),
                redeemed AS (
                    UPDATE token_families f SET generation = 1, issued_at = to_timestamp(a.now)
                    FROM asked a JOIN free ON free.id = a.id
                    WHERE f.id = a.id AND f.client_id = a.client_id AND f.generation = 0 AND f.revoked_at IS NULL
                        AND f.code_expires_at > to_timestamp(a.now)
                        AND (CASE WHEN a.redirect IS NOT NULL THEN f.redirect_digest = decode(a.redirect, 'hex')
                            ELSE NOT f.redirect_named OR a.may_be_left_out END)
                        AND f.code_challenge IS NOT DISTINCT FROM decode(a.challenge, 'hex')
                    RETURNING a.place, f.scope)
                SELECT a.place, r.place IS NOT NULL, r.scope
                FROM asked a JOIN free ON free.id = a.id LEFT JOIN redeemed r ON r.place = a.place
                """.formatted(locked.clause()),
                row -> {
                    int place = row.getInt(1) - 1;
                    next.set(
                            place,
                            row.getBoolean(2)
                                    ? Optional.of(asked.get(place).next(row.getString(3)))
                                    : Optional.empty());
                },
                ArrayLiteral.of(asked, Redemption::family),
                ArrayLiteral.of(asked, Redemption::clientRowId),
                ArrayLiteral.of(asked, each -> each.now().getEpochSecond()),
                ArrayLiteral.of(asked, each -> hex(each.proof().redirectDigest())),
                ArrayLiteral.of(asked, each -> each.proof().redirectMayBeLeftOut()),
                ArrayLiteral.of(asked, each -> hex(each.proof().codeChallenge())),
                ArrayLiteral.of(asked, Redemption::family));
        return next;
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }

    /** Whether this caller proves to be the one the code was made for, even if the code is used or ended. */
    boolean proves(UUID id, UUID clientRowId, CodeProof proof) {
        return Boolean.TRUE.equals(sql.queryForObject(
                "SELECT count(*) = 1 FROM token_families WHERE id = ? AND client_id = ? AND " + CodeProof.CONDITION,
                Boolean.class,
                id,
                clientRowId,
                proof.redirectDigest(),
                proof.redirectDigest(),
                proof.redirectMayBeLeftOut(),
                proof.codeChallenge()));
    }

    /** The binding of the code, to tell which part a caller got wrong. */
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
     * Replaces the tokens of one generation by those of the next, once, for each of these families, and announces it. Of
     * two callers that ask for the same, one is served. Returns only the columns that the caller does not know, and takes
     * times as whole seconds: a calendar for each time would cost more than the rest of the call.
     */
    List<@Nullable Optional<TokenState>> refresh(List<Refresh> asked, String announcement, LockedRows locked) {
        return asked.size() == 1
                ? Collections.singletonList(refreshOne(asked.getFirst(), announcement, locked))
                : refreshTogether(asked, announcement, locked);
    }

    private @Nullable Optional<TokenState> refreshOne(Refresh asked, String announcement, LockedRows locked) {
        return sql
                .query(
                        """
                        WITH free AS (SELECT id FROM token_families WHERE id = ? FOR NO KEY UPDATE%s),
                        refreshed AS (
                            UPDATE token_families f SET generation = generation + 1, issued_at = to_timestamp(?),
                                used_generation = COALESCE(used_generation, generation)
                            FROM free
                            WHERE f.id = free.id AND client_id = ? AND generation = ? AND revoked_at IS NULL
                                AND issued_at > to_timestamp(?) AND created_at > to_timestamp(?)
                            RETURNING f.id, scope)
                        SELECT r.id IS NOT NULL, scope, CASE WHEN r.id IS NOT NULL THEN pg_notify(?, ? || r.id) END
                        FROM free LEFT JOIN refreshed r ON true
                        """.formatted(locked.clause()),
                        (row, number) -> row.getBoolean(1)
                                ? Optional.of(asked.next(row.getString(2)))
                                : Optional.<TokenState>empty(),
                        asked.family(),
                        asked.now().getEpochSecond(),
                        asked.clientRowId(),
                        asked.generation(),
                        asked.idleSince().getEpochSecond(),
                        asked.createdSince().getEpochSecond(),
                        ChangeFeed.CHANNEL,
                        announcement)
                .stream()
                .findFirst()
                .orElse(null);
    }

    private List<@Nullable Optional<TokenState>> refreshTogether(
            List<Refresh> asked, String announcement, LockedRows locked) {
        List<@Nullable Optional<TokenState>> next = new ArrayList<>(Collections.nCopies(asked.size(), null));
        // Rows are locked in the order of their ids, so that two nodes that share some do not wait for each other.
        sql.query(
                """
                WITH asked AS (
                    SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::int[], ?::bigint[], ?::bigint[], ?::bigint[])
                        WITH ORDINALITY AS t (id, client_id, generation, now, idle_since, created_since, place)),
                free AS (SELECT id FROM token_families WHERE id = ANY ((SELECT ?)::uuid[]) ORDER BY id FOR NO KEY UPDATE%s),
                refreshed AS (
                    UPDATE token_families f SET generation = f.generation + 1, issued_at = to_timestamp(a.now),
                        used_generation = COALESCE(f.used_generation, f.generation)
                    FROM asked a JOIN free ON free.id = a.id
                    WHERE f.id = a.id AND f.client_id = a.client_id AND f.generation = a.generation
                        AND f.revoked_at IS NULL
                        AND f.issued_at > to_timestamp(a.idle_since) AND f.created_at > to_timestamp(a.created_since)
                    RETURNING f.id, f.scope, a.place)
                SELECT a.place, r.place IS NOT NULL, r.scope,
                    (SELECT pg_notify(?, ? || string_agg(id::text, ',')) FROM refreshed HAVING count(*) > 0)
                FROM asked a JOIN free ON free.id = a.id LEFT JOIN refreshed r ON r.place = a.place
                """.formatted(locked.clause()),
                row -> {
                    int place = row.getInt(1) - 1;
                    next.set(
                            place,
                            row.getBoolean(2)
                                    ? Optional.of(asked.get(place).next(row.getString(3)))
                                    : Optional.empty());
                },
                ArrayLiteral.of(asked, Refresh::family),
                ArrayLiteral.of(asked, Refresh::clientRowId),
                ArrayLiteral.of(asked, Refresh::generation),
                ArrayLiteral.of(asked, each -> each.now().getEpochSecond()),
                ArrayLiteral.of(asked, each -> each.idleSince().getEpochSecond()),
                ArrayLiteral.of(asked, each -> each.createdSince().getEpochSecond()),
                ArrayLiteral.of(asked, Refresh::family),
                ChangeFeed.CHANNEL,
                announcement);
        return next;
    }

    /**
     * Notes that access tokens of these generations were used, where they are the present ones. Rows that another
     * transaction holds are left out, and noted at their next use.
     */
    void noteUse(List<Use> used) {
        sql.update(
                """
                UPDATE token_families f SET used_generation = a.generation
                FROM unnest(?::uuid[], ?::int[]) AS a (id, generation)
                JOIN (SELECT id FROM token_families WHERE id = ANY ((SELECT ?)::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED) free
                    ON free.id = a.id
                WHERE f.id = a.id AND f.generation = a.generation AND f.used_generation < a.generation
                """,
                ArrayLiteral.of(used, Use::family),
                ArrayLiteral.of(used, Use::generation),
                ArrayLiteral.of(used, Use::family));
    }

    /** One use of an access token of this generation. */
    record Use(UUID family, int generation) {}

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
            WHERE id IN (SELECT id FROM token_families WHERE grant_id = ? AND revoked_at IS NULL ORDER BY id FOR UPDATE)
            RETURNING id
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
                row.getInt("used_generation"),
                row.getString("scope"));
    }
}
