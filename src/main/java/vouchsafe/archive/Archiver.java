package vouchsafe.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.LongSessions;
import vouchsafe.embedded.LogSpool;
import vouchsafe.files.ObjectWatch;
import vouchsafe.files.StorageKey;

/**
 * Keeps an archive of the embedded database and of members' files while a server runs: one thread takes files and finished segments
 * of the log there as they come, another one copies the rows' folder once a day and removes what is too old. An archive that is away
 * or full stops nobody: the log waits in the data folder, and both are tried again.
 */
public final class Archiver implements ObjectWatch {
    private static final Logger log = LoggerFactory.getLogger(Archiver.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration BASE_EVERY = Duration.ofDays(1);
    private static final Duration BASE_AGAIN = Duration.ofMinutes(5);
    /** For what is left when a server stops; the rest is taken at the next start. */
    private static final Duration FAREWELL = Duration.ofSeconds(20);

    private final ArchiveSettings settings;
    private final Supplier<String> jdbcUrl;
    private final InstantSource clock;
    private final LogSpool spool;
    private final ShippedFiles files;
    private final Object bell = new Object();
    private final Thread logThread =
            Thread.ofPlatform().daemon().name("archive-log").unstarted(this::shipAll);
    private final Thread baseThread =
            Thread.ofPlatform().daemon().name("archive-rows").unstarted(this::copyAll);
    private volatile @Nullable Open open;
    private volatile boolean baseWanted;
    private volatile boolean stopping;
    private ArchiveState state;
    /** When the newest copy of this timeline ended; only for the thread that makes them. */
    private String newestBase = "";

    private boolean untidy;

    /** @param jdbcUrl of the embedded database, once it runs: a secret */
    public Archiver(ArchiveSettings settings, Supplier<String> jdbcUrl, InstantSource clock) {
        this.settings = settings;
        this.jdbcUrl = jdbcUrl;
        this.clock = clock;
        this.spool = LogSpool.of(settings.dataFolder());
        this.files = new ShippedFiles(settings.files());
        this.state = lastKnown(settings);
    }

    /** The archive, while it is at hand. */
    private record Open(ClusterArchive archive, LogShipping shipping, int timeline) {}

    private static ArchiveState lastKnown(ArchiveSettings settings) {
        ArchiveState none = ArchiveState.before(settings.place());
        try {
            return ArchiveState.of(settings.dataFolder())
                    .filter(known -> known.place().equals(none.place()))
                    .orElse(none);
        } catch (IOException unreadable) {
            return none;
        }
    }

    /** Begins; the database runs. */
    public void start() {
        logThread.start();
        baseThread.start();
    }

    /** How it stands now. */
    public ArchiveState state() {
        synchronized (bell) {
            return state;
        }
    }

    /** How far back a server can be put. */
    public Duration keep() {
        return settings.keep();
    }

    @Override
    public void stored(StorageKey key) {
        files.stored(key);
    }

    @Override
    public void erasing(StorageKey key) throws IOException {
        files.beforeErasing(key, Optional.ofNullable(open).map(Open::archive));
    }

    /** Ends both threads; the database still runs, and nobody writes into it any more. */
    public void rest() {
        stopping = true;
        synchronized (bell) {
            bell.notifyAll();
        }
        baseThread.interrupt();
        join(logThread);
        join(baseThread);
    }

    /** Takes what PostgreSQL finished when it stopped. */
    public void finish() {
        Thread last = Thread.ofPlatform().daemon().name("archive-end").start(() -> {
            Open here = open;
            try {
                if (here != null && !logThread.isAlive()) {
                    ship(here);
                    here.archive().shelf().close();
                }
                files.close();
            } catch (IOException | RuntimeException failure) {
                log.warn("event=archive result=unfinished failure={}", failure.toString());
            }
        });
        join(last);
    }

    private static void join(Thread thread) {
        try {
            thread.join(FAREWELL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void shipAll() {
        while (!stopping) {
            try {
                Open here = open;
                ship(here == null ? begin() : here);
                pause(PAUSE);
            } catch (IOException | SQLException | RuntimeException failure) {
                failed(words(failure));
                pause(AFTER_FAILURE);
            }
        }
    }

    private void pause(Duration time) {
        synchronized (bell) {
            if (!stopping) {
                try {
                    bell.wait(time.toMillis());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private Connection connection() throws SQLException {
        return new LongSessions(jdbcUrl.get(), "vouchsafe archive").getConnection();
    }

    private Open begin() throws IOException, SQLException {
        Shelf shelf = Shelf.at(settings.place());
        try (Connection connection = connection()) {
            String database = Timeline.database(connection);
            int timeline = Timeline.of(connection);
            ClusterArchive archive = new ClusterArchive(shelf, database + "/");
            requireMounted(archive, database);
            if (!archive.timelines().containsKey(timeline)) {
                archive.begin(
                        new ClusterArchive.Beginning(timeline, now(connection).toString()));
            }
            files.compareAtStart(archive, connection);
            Open begun = new Open(archive, new LogShipping(archive), timeline);
            change(known -> known.of(database));
            open = begun;
            return begun;
        } catch (IOException | SQLException | RuntimeException failure) {
            shelf.close();
            throw failure;
        }
    }

    /** A folder that is empty all at once is most likely the place of a disk that is not mounted. */
    private void requireMounted(ClusterArchive archive, String database) throws IOException {
        if (state().database().equals(database) && state().upTo() != null && !archive.exists()) {
            throw new IOException(
                    "it is empty, although this server wrote into it before: mount its disk; to begin a new"
                            + " archive there, stop the server, remove " + ArchiveState.FILE
                            + " from the data folder, and start again");
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /** Files before the log that names them: what is finished is looked for first. */
    private void ship(Open here) throws IOException {
        List<Path> finished = spool.finished();
        if (!finished.isEmpty()) {
            requireMounted(here.archive(), state().database());
        }
        files.ship(here.archive());
        Optional<Instant> newest = here.shipping().ship(finished);
        if (here.shipping().gap()) {
            baseWanted = true;
        }
        Optional<Instant> stuck = spool.stuckSince(clock.instant());
        if (stuck.isPresent()) {
            throw new IOException("PostgreSQL can't put its log into " + spool.folder() + ", see postgres/log");
        }
        boolean recovered = state().failure() != null;
        change(known -> known.shipped(newest, 0));
        if (recovered) {
            log.info("event=archive result=back place={}", settings.place());
        }
    }

    private void failed(String why) {
        boolean told = why.equals(state().failure());
        int left = waiting();
        change(known -> known.failed(clock.instant(), why, left));
        if (!told) {
            log.warn(
                    "event=archive result=failed place={} waiting={} failure=\"{}\"; it is tried again, and the log"
                            + " stays in the data folder meanwhile",
                    settings.place(),
                    left,
                    why);
        }
    }

    private int waiting() {
        try {
            return spool.finished().size();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private void change(UnaryOperator<ArchiveState> to) {
        synchronized (bell) {
            ArchiveState next = to.apply(state);
            if (next.equals(state)) {
                return;
            }
            state = next;
            try {
                next.write(settings.dataFolder());
            } catch (IOException unwritten) {
                log.warn("event=archive result=state-unwritten failure={}", unwritten.toString());
            }
        }
    }

    private static String words(Exception failure) {
        return switch (failure) {
            case java.nio.file.FileSystemException file ->
                file.getFile() + ": "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason());
            default -> String.valueOf(failure.getMessage()).strip();
        };
    }

    private void copyAll() {
        Instant notBefore = Instant.MIN;
        while (!stopping) {
            Open here = open;
            try {
                if (here != null && !clock.instant().isBefore(notBefore)) {
                    if (due(here)) {
                        copy(here);
                    }
                    if (untidy) {
                        tidy(here);
                    }
                }
            } catch (IOException | SQLException | RuntimeException failure) {
                if (!stopping) {
                    String why = (untidy ? "what is too old was not removed: " : "no copy of the rows was made: ")
                            + words(failure);
                    change(known -> known.notCopied(why));
                    log.warn("event=archive-copy result=failed place={} failure=\"{}\"", settings.place(), why);
                }
                notBefore = clock.instant().plus(BASE_AGAIN);
            }
            pause(PAUSE);
        }
    }

    /** Whether a copy of the rows is to be made: at once where there is none of this timeline or the log has a gap. */
    private boolean due(Open here) throws IOException {
        if (baseWanted) {
            return true;
        }
        String last = state().base();
        if (last == null || !last.equals(newestBase)) {
            Optional<ClusterArchive.Base> newest = here.archive().bases().stream()
                    .filter(base -> base.manifest().timeline() == here.timeline())
                    .reduce((earlier, later) -> later);
            if (newest.isEmpty()) {
                return true;
            }
            newestBase = newest.get().manifest().ended();
            change(known -> known.copied(newestBase));
        }
        Duration every = settings.keep().compareTo(BASE_EVERY) < 0 ? settings.keep() : BASE_EVERY;
        return Instant.parse(newestBase).plus(every).isBefore(clock.instant());
    }

    private void copy(Open here) throws IOException, SQLException {
        untidy = false;
        try (Connection connection = connection()) {
            for (String unfinished : here.archive().unfinishedBases()) {
                here.archive().eraseBase(unfinished);
            }
            BaseManifest made = new BaseBackup(settings, here.archive()).make(connection);
            baseWanted = false;
            untidy = true;
            newestBase = made.ended();
            change(known -> known.copied(made.ended()));
            log.info(
                    "event=archive-copy result=made place={} files={} bytes={} moment={}",
                    settings.place(),
                    made.files(),
                    made.bytes(),
                    made.ended());
        }
    }

    private void tidy(Open here) throws IOException, SQLException {
        try (Connection connection = connection()) {
            files.compare(here.archive(), connection, clock.instant());
            new Retention(here.archive(), settings.keep()).run(connection, clock.instant());
            untidy = false;
            change(known -> known.copied(newestBase));
        }
    }
}
