package vouchsafe.db;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Takes an {@link Instant} as a named parameter, which the driver does not. */
final class InstantParameters extends NamedParameterJdbcTemplate {

    InstantParameters(JdbcOperations operations) {
        super(operations);
    }

    @Override
    protected PreparedStatementCreator getPreparedStatementCreator(
            String statement,
            SqlParameterSource parameters,
            @Nullable Consumer<PreparedStatementCreatorFactory> customizer) {
        return super.getPreparedStatementCreator(statement, new WithTimestamps(parameters), customizer);
    }

    private record WithTimestamps(SqlParameterSource given) implements SqlParameterSource {

        @Override
        public boolean hasValue(String name) {
            return given.hasValue(name);
        }

        @Override
        public @Nullable Object getValue(String name) {
            return given.getValue(name) instanceof Instant instant ? Timestamp.from(instant) : given.getValue(name);
        }

        @Override
        public int getSqlType(String name) {
            return given.getSqlType(name);
        }

        @Override
        public @Nullable String getTypeName(String name) {
            return given.getTypeName(name);
        }

        @Override
        public String @Nullable [] getParameterNames() {
            return given.getParameterNames();
        }
    }
}
