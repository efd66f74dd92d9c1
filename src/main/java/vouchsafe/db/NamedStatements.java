package vouchsafe.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/** Runs statements, and has each watched from the moment at which it has a connection. */
class NamedStatements extends JdbcTemplate {
    private final StatementWatch watch;

    NamedStatements(DataSource dataSource, StatementWatch watch) {
        super(dataSource);
        this.watch = watch;
    }

    @Override
    public <T extends @Nullable Object> T query(
            PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter, ResultSetExtractor<T> rows) {
        Started started = new Started(setter);
        return watched(started, () -> super.query(creator, started, rows));
    }

    @Override
    protected int update(PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter) {
        Started started = new Started(setter);
        return watched(started, () -> super.update(creator, started));
    }

    @Override
    public <T extends @Nullable Object> T execute(
            PreparedStatementCreator creator, PreparedStatementCallback<T> action) {
        Started started = new Started(null);
        return watched(
                started,
                () -> super.execute(creator, (PreparedStatement statement) -> {
                    started.setValues(statement);
                    return action.doInPreparedStatement(statement);
                }));
    }

    @Override
    public <T extends @Nullable Object> T execute(String sql, PreparedStatementCallback<T> action) {
        Started started = new Started(null);
        return watched(
                started,
                () -> super.execute(sql, (PreparedStatement statement) -> {
                    started.setValues(statement);
                    return action.doInPreparedStatement(statement);
                }));
    }

    private <T extends @Nullable Object> T watched(LongSupplier started, Supplier<T> statement) {
        try {
            T answer = statement.get();
            ended(started, Optional.empty());
            return answer;
        } catch (RuntimeException failure) {
            ended(started, Optional.of(failure));
            throw failure;
        }
    }

    private void ended(LongSupplier started, Optional<RuntimeException> failure) {
        long at = started.getAsLong();
        if (at != 0) {
            watch.ended(at, failure);
        }
    }

    /** Notes the moment at which the values are set, which is the last before the statement is sent. */
    private static final class Started implements PreparedStatementSetter, LongSupplier {
        private final @Nullable PreparedStatementSetter setter;
        private long at;

        private Started(@Nullable PreparedStatementSetter setter) {
            this.setter = setter;
        }

        @Override
        public void setValues(PreparedStatement statement) throws SQLException {
            if (setter != null) {
                setter.setValues(statement);
            }
            at = System.nanoTime();
        }

        @Override
        public long getAsLong() {
            return at;
        }
    }
}
