package vouchsafe.bench;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vouchsafe.crypto.MasterKeys;
import vouchsafe.crypto.Seal;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;

/**
 * The token families made in bulk, and what their tokens are now. A family made by SQL has no token, so they are sealed
 * here, with the server's own key ring.
 */
final class Families {
    /** Ids differ in the last digits only, as those made one after another do. */
    private static final long HIGH = 0x01900000_00007000L;

    private static final String ID_OF_N = "('01900000-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid";

    private final String jdbcUrl;
    private final Seals seals;
    private final int[] generation;
    private final int[] issuedAt;

    Families(String jdbcUrl, MasterKeys masterKeys, int count) {
        this.jdbcUrl = jdbcUrl;
        this.generation = new int[count];
        this.issuedAt = new int[count];
        seals = Seals.beside(JdbcClient.create(new DriverManagerDataSource(jdbcUrl)), masterKeys);
    }

    static String idOfN(String n) {
        return ID_OF_N.formatted(n);
    }

    int count() {
        return generation.length;
    }

    private static UUID id(int n) {
        return new UUID(HIGH, 0x80000000_00000000L | n);
    }

    /** Reads the state of every family, after others than {@link #refreshed} have changed it. */
    void reload() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10_000);
            try (ResultSet rows = statement.executeQuery(
                    "SELECT generation, extract(epoch FROM issued_at)::bigint FROM token_families WHERE id BETWEEN "
                            + idOfN("0") + " AND " + idOfN(Integer.toString(count() - 1)) + " ORDER BY id")) {
                for (int n = 0; rows.next(); n++) {
                    generation[n] = rows.getInt(1);
                    issuedAt[n] = (int) rows.getLong(2);
                }
            }
        }
    }

    String refreshToken(int n) {
        return token(SealKind.REFRESH, n);
    }

    String accessToken(int n) {
        return token(SealKind.ACCESS, n);
    }

    /** A token of this member's own: for the annotation API. */
    String developerToken(int n) throws SQLException {
        Fixture.tell(jdbcUrl, "INSERT INTO developer_tokens (id, member_id, created_at) VALUES (%s, %s, now())"
                .formatted(idOfN(Integer.toString(n)), idOfN(Integer.toString(n))) + " ON CONFLICT DO NOTHING");
        return seals.seal(Seal.of(SealKind.DEVELOPER, id(n), 0, Instant.now()));
    }

    private String token(SealKind kind, int n) {
        return seals.seal(new Seal(kind, id(n), generation[n], Integer.toUnsignedLong(issuedAt[n]), 0));
    }

    /** The family's tokens were replaced; this is the new refresh token. */
    void refreshed(int n, String token) {
        ByteBuffer sealed = ByteBuffer.wrap(
                Base64.getUrlDecoder().decode(token.substring(SealKind.REFRESH.prefix().length())));
        int next = sealed.getInt(17);
        if (next != generation[n] + 1) {
            throw new IllegalStateException("generation " + generation[n] + " was followed by " + next);
        }
        generation[n] = next;
        issuedAt[n] = sealed.getInt(21);
    }
}
