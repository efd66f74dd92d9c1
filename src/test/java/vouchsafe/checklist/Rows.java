package vouchsafe.checklist;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import vouchsafe.TestServer;

/** The database behind the server, for changing and for looking at what is kept. */
final class Rows {
    private Rows() {}

    static int update(String statement, @Nullable Object... arguments) {
        return TestServer.shared().bean(JdbcTemplate.class).update(statement, arguments);
    }

    static long count(String query, @Nullable Object... arguments) {
        Long count = TestServer.shared().bean(JdbcTemplate.class).queryForObject(query, Long.class, arguments);
        return count == null ? 0 : count;
    }
}
