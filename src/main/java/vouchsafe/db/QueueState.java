package vouchsafe.db;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;

/**
 * How much of a kind of work there is.
 *
 * @param waiting pieces that wait to be done
 * @param oldest since when the oldest of them waits
 * @param failed pieces that are not tried any more by themselves, or fail again and again
 */
public record QueueState(long waiting, Optional<Instant> oldest, long failed) {
    /** Reads the columns waiting, oldest and failed. */
    public static final RowMapper<QueueState> ROW = (row, number) -> new QueueState(
            row.getLong("waiting"),
            Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
            row.getLong("failed"));
}
