package vouchsafe.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionSystemException;

/** What is told as the database's trouble, and what as a mistake of ours. */
class DatabaseTroubleTest {
    private static TransactionSystemException failing(String what, SQLException cause) {
        return new TransactionSystemException(what, cause);
    }

    @Test
    void a_transaction_that_cannot_be_undone_any_more_lost_its_connection() {
        // As the pool says it, without a code, when its connection broke in the statement before.
        assertThat(DatabaseTrouble.of(failing("JDBC rollback failed", new SQLException("Connection is closed"))))
                .contains(DatabaseTrouble.AWAY);
        assertThat(DatabaseTrouble.of(failing("JDBC commit failed", new SQLException("gone", "57P01"))))
                .contains(DatabaseTrouble.AWAY);
    }

    @Test
    void a_commit_that_breaks_a_rule_is_our_mistake() {
        assertThat(DatabaseTrouble.of(failing("JDBC commit failed", new SQLException("duplicate key", "23505"))))
                .isEmpty();
    }
}
