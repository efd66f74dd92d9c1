package vouchsafe.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.db.UuidV7;

/** The servers on this database. Each says a few times a minute that it lives. */
public final class Nodes {
    /** How often a node says so. */
    static final Duration BEAT = Duration.ofSeconds(20);

    private static final Duration SILENT = Duration.ofSeconds(90);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final JdbcClient sql;
    private final InstantSource clock;
    private final ThisNode self;
    private final UUID id = UuidV7.next();
    private final Instant started;

    Nodes(JdbcClient sql, InstantSource clock, ThisNode self) {
        this.sql = sql;
        this.clock = clock;
        this.self = self;
        this.started = clock.instant();
    }

    /**
     * A server.
     *
     * @param alive whether it was seen lately; one that is not was killed, is frozen, or does not reach the database
     */
    public record Node(String name, String version, String java, Instant startedAt, Instant seenAt, boolean alive) {}

    /** Says that this node lives. */
    public void beat() {
        Instant now = clock.instant();
        sql.sql("""
            INSERT INTO nodes (id, name, version, java, started_at, seen_at)
            VALUES (:id, :name, :version, :java, :started, :now)
            ON CONFLICT (id) DO UPDATE SET seen_at = :now
            """)
                .param("id", id)
                .param("name", self.name())
                .param("version", self.version())
                .param("java", self.java())
                .param("started", started)
                .param("now", now)
                .update();
        sql.sql("DELETE FROM nodes WHERE seen_at < :long")
                .param("long", now.minus(FORGOTTEN))
                .update();
    }

    /** Says that this node stops, in order. */
    void leave() {
        sql.sql("DELETE FROM nodes WHERE id = :id").param("id", id).update();
    }

    /** All that were seen within a day and did not stop in order, the oldest first. */
    public List<Node> list() {
        Instant lately = clock.instant().minus(SILENT);
        return sql.sql("SELECT name, version, java, started_at, seen_at FROM nodes ORDER BY started_at, id")
                .query((row, number) -> {
                    Instant seen =
                            row.getObject("seen_at", OffsetDateTime.class).toInstant();
                    return new Node(
                            row.getString("name"),
                            row.getString("version"),
                            row.getString("java"),
                            row.getObject("started_at", OffsetDateTime.class).toInstant(),
                            seen,
                            seen.isAfter(lately));
                })
                .list();
    }
}
