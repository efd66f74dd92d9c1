package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.DatabaseUnavailable;

/**
 * A folder of rows that is brought from a copy to a moment by the log, beside its final place. It gets there with the last step,
 * so no server ever runs on one that is half way; what is left of one that was given up goes when the next one begins.
 */
public final class Recovery implements AutoCloseable {
    private static final String UNFINISHED = "postgres.restoring";
    private static final long TELL_AFTER = TimeUnit.SECONDS.toMillis(10);
    private static final Pattern LAST =
            Pattern.compile("last completed transaction was at log time (\\S+ \\S+?)(\\.\\d+)?\\+00");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);
    /** What PostgreSQL says of a recovery goes to the file that this process reads. */
    private static final List<String> TELLING = List.of(
            "-c", "logging_collector=off", "-c", "hot_standby=off", "-c", "jit=off", "-c", "log_error_verbosity=terse");

    private final Path dataFolder;
    private final PostgresUser user;
    private final PostgresFolder folder;
    private final LogSpool spool;
    private @Nullable PostgresProcess process;
    private int port;

    private Recovery(Path dataFolder, PostgresUser user, PostgresFolder folder) {
        this.dataFolder = dataFolder;
        this.user = user;
        this.folder = folder;
        this.spool = LogSpool.of(dataFolder);
    }

    /** The log ended before the moment was reached. */
    public static final class LogEnded extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Instant> last;

        LogEnded(Optional<Instant> last) {
            super("the log ends before the moment");
            this.last = last;
        }

        /** When the last transaction ended that the log has. */
        public Optional<Instant> last() {
            return last;
        }
    }

    /** The major version of the PostgreSQL that comes along. */
    public static int majorVersion(Path dataFolder) {
        return PostgresBinaries.unpack(EmbeddedDatabase.cache(dataFolder, PostgresUser.of(dataFolder)))
                .majorVersion();
    }

    /** Whether the data folder has rows. */
    public static boolean hasRows(Path dataFolder) {
        return Files.exists(PostgresFolder.rows(dataFolder.toAbsolutePath()));
    }

    /**
     * Lets no server make new rows beside a recovery that did not come to its end.
     *
     * @throws DatabaseUnavailable with what to do
     */
    static void refuse(Path dataFolder) {
        if (Files.exists(dataFolder.resolve(UNFINISHED)) && !Files.exists(PostgresFolder.rows(dataFolder))) {
            throw new DatabaseUnavailable("an archive was being restored into " + dataFolder
                    + " and the restore did not come to its end; run the same vouchsafe restore once more, which begins"
                    + " anew, or remove its folder " + UNFINISHED);
        }
    }

    /** Makes an empty folder for the copy; the caller owns the data folder, which has no rows. */
    public static Recovery begin(Path dataFolder) {
        Path absolute = dataFolder.toAbsolutePath();
        PostgresUser user = PostgresUser.of(PostgresFolder.rows(absolute));
        PostgresBinaries binaries = PostgresBinaries.unpack(EmbeddedDatabase.cache(absolute, user));
        Path unfinished = absolute.resolve(UNFINISHED);
        PostgresFolder folder = new PostgresFolder(absolute, unfinished, binaries, user);
        try {
            if (Files.exists(unfinished)) {
                folder.stopOrphan();
                PostgresBinaries.delete(unfinished);
            }
            Files.createDirectory(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.passThrough(absolute);
            LogSpool spool = LogSpool.of(absolute);
            spool.remove();
            spool.open();
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + unfinished + " could not be made", failure);
        }
        return new Recovery(absolute, user, folder);
    }

    /** Where the copy goes; readable for its user only. */
    public Path rows() {
        return folder.rows();
    }

    /**
     * Replays the log, and makes the end of that the beginning of a new timeline. Then the database takes connections.
     *
     * @param moment the last transaction that ended by then is the last one there; empty for all of the log
     * @param timeline the one to follow
     * @throws LogEnded where the log does not reach the moment
     * @throws DatabaseUnavailable with the words of PostgreSQL
     * @throws IOException where the log could not be fetched
     */
    public void run(Optional<Instant> moment, int timeline, LogSource source) throws IOException, LogEnded {
        try {
            ownAll();
            Files.createFile(rows().resolve("recovery.signal"));
            user.own(rows().resolve("recovery.signal"));
            replay(moment, timeline, source);
            Files.deleteIfExists(rows().resolve("backup_label.old"));
            takePassword(folder.renewPassword());
            port = FreePort.find();
            List<String> settings =
                    new ArrayList<>(PostgresTuning.ofThisMachine().arguments());
            settings.addAll(spool.arguments(user));
            process = folder.start(port, settings);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void replay(Optional<Instant> moment, int timeline, LogSource source)
            throws IOException, LogEnded, InterruptedException {
        try (LogFeed feed = LogFeed.start(dataFolder, source, user)) {
            List<String> settings =
                    new ArrayList<>(PostgresTuning.ofThisMachine().arguments());
            settings.addAll(TELLING);
            settings.addAll(spool.arguments(user));
            settings.addAll(List.of("-c", "restore_command=" + feed.command()));
            settings.addAll(List.of("-c", "recovery_target_timeline=" + timeline));
            settings.addAll(List.of("-c", "recovery_target_action=promote"));
            moment.ifPresent(time -> settings.addAll(List.of("-c", "recovery_target_time=" + TIME.format(time))));
            try {
                folder.start(FreePort.find(), settings).stop();
            } catch (DatabaseUnavailable refused) {
                if (feed.failure().isPresent()) {
                    throw new IOException(
                            "the log could not be fetched: "
                                    + feed.failure().get().getMessage(),
                            feed.failure().get());
                }
                String said = Files.readString(dataFolder.resolve("postgres-start.log"), StandardCharsets.UTF_8);
                if (said.contains("recovery ended before configured recovery target was reached")) {
                    throw new LogEnded(last(said));
                }
                throw refused;
            }
        }
    }

    private static Optional<Instant> last(String said) {
        Matcher line = LAST.matcher(said);
        return line.find()
                ? Optional.of(Instant.parse(
                        line.group(1).replace(' ', 'T') + (line.group(2) == null ? "" : line.group(2)) + "Z"))
                : Optional.empty();
    }

    /** Nobody knows the password that the rows had; whoever owns the folder gives them another one, without a door open. */
    private void takePassword(String password) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(folder.program("postgres"), "--single", "-D", rows().toString()));
        command.addAll(PostgresTuning.ofThisMachine().arguments());
        command.addAll(TELLING);
        command.addAll(spool.arguments(user));
        command.add("postgres");
        Process single = PostgresProcess.builder(dataFolder, user.command(command))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectErrorStream(true)
                .redirectOutput(dataFolder.resolve("postgres-start.log").toFile())
                .start();
        try (var statements = single.outputWriter(StandardCharsets.US_ASCII)) {
            statements.write("ALTER ROLE vouchsafe PASSWORD '" + password + "'\n");
        }
        if (single.waitFor() != 0) {
            throw new DatabaseUnavailable("the restored PostgreSQL could not be given a password. It says:\n"
                    + Files.readString(dataFolder.resolve("postgres-start.log")));
        }
    }

    private void ownAll() throws IOException {
        try (Stream<Path> all = Files.walk(rows())) {
            all.forEach(user::own);
        }
    }

    /** The JDBC URL of the database, which takes connections after {@link #run}: a secret. */
    public String jdbcUrl() {
        return EmbeddedDatabase.jdbcUrl(port, "vouchsafe", folder);
    }

    /** The histories of timelines that the database itself has, by their names. */
    public List<Path> histories() throws IOException {
        try (Stream<Path> files = Files.list(rows().resolve("pg_wal"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".history"))
                    .sorted()
                    .toList();
        }
    }

    /** Stops the database and puts its folder where servers look for it. */
    public void finish() throws IOException {
        close();
        Files.move(rows(), PostgresFolder.rows(dataFolder), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Stops the database; without {@link #finish}, the folder is none that a server uses. */
    @Override
    public void close() {
        PostgresProcess running = process;
        process = null;
        if (running != null && running.running()) {
            running.stop();
        }
    }
}
