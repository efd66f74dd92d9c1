package vouchsafe.checklist;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.TestServer;

/** The database behind the server, for making time pass and for looking at what is kept. */
final class Rows {
    private static final List<String> TIMES = List.of("code_expires_at", "issued_at", "created_at");

    private Rows() {}

    /** Makes a time of all token families of this client (row id) lie further back. */
    static void shiftFamilies(UUID clientId, String column, long seconds) {
        if (!TIMES.contains(column)) {
            throw new IllegalArgumentException(column);
        }
        update(
                "UPDATE token_families SET " + column + " = " + column + " - make_interval(secs => ?)"
                        + " WHERE client_id = ?",
                seconds,
                clientId);
    }

    static int update(String statement, @Nullable Object... arguments) {
        return TestServer.shared().bean(JdbcTemplate.class).update(statement, arguments);
    }

    static long count(String query, @Nullable Object... arguments) {
        Long count = TestServer.shared().bean(JdbcTemplate.class).queryForObject(query, Long.class, arguments);
        return count == null ? 0 : count;
    }
}
