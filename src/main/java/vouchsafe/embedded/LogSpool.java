package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder into which the embedded PostgreSQL puts each finished segment of its log, until somebody has taken it further.
 * While the folder is there, whoever starts the database has it filled: a server, a command, a doctor. So no part of the log is
 * missing because somebody knew less than the server. PostgreSQL's own module writes into it ({@code basic_archive}): under
 * another name, to the disk, and never over another file. What it can't put there stays in {@code pg_wal}.
 */
public final class LogSpool {
    private static final String NAME = "postgres-wal";
    /** A segment is finished after this time at the latest, so that no more than this is lost with the machine. */
    private static final String LONGEST = "60s";

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern FINISHED = Pattern.compile("[0-9A-F]{8}([0-9A-F]{16})?(\\.[0-9A-Fa-z.]+)?");

    private final Path folder;

    private LogSpool(Path folder) {
        this.folder = folder;
    }

    /** That of a data folder, whether it is there or not. */
    public static LogSpool of(Path dataFolder) {
        return new LogSpool(dataFolder.toAbsolutePath().resolve(NAME));
    }

    /** Has the log kept from the next start on. */
    public void open() {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + folder + " could not be made", failure);
        }
    }

    /** Has it kept no more from the next start on; what nobody took goes. */
    public void remove() {
        try {
            if (Files.isDirectory(folder)) {
                PostgresBinaries.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + folder + " could not be removed", failure);
        }
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /** What PostgreSQL has finished and nobody has taken further, in the order in which it was written. */
    public List<Path> finished() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            FINISHED.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Since when PostgreSQL has a segment that it can't put there: it keeps the segment, and the disk fills; empty where it can.
     *
     * @param now for how long a segment may wait before that counts
     */
    public Optional<Instant> stuckSince(Instant now) throws IOException {
        Path marks = folder.resolveSibling("postgres").resolve("pg_wal/archive_status");
        Instant limit = now.minus(PATIENCE);
        try (Stream<Path> files = Files.list(marks)) {
            for (Path mark :
                    files.filter(each -> each.toString().endsWith(".ready")).toList()) {
                Instant since = Files.getLastModifiedTime(mark).toInstant();
                if (since.isBefore(limit)) {
                    return Optional.of(since);
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException taken) {
            return Optional.empty();
        }
    }

    /** What the command line of PostgreSQL says about it; gives the folder to PostgreSQL's user. */
    List<String> arguments(PostgresUser user) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        user.own(folder);
        removeUnfinished();
        return List.of(
                "-c",
                "archive_mode=on",
                "-c",
                "archive_library=basic_archive",
                "-c",
                "basic_archive.archive_directory=" + folder,
                "-c",
                "archive_timeout=" + LONGEST);
    }

    /** Of a PostgreSQL that was killed; none is at work now. */
    private void removeUnfinished() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("archtemp"))
                    .toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
