package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hands a PostgreSQL that recovers the files of the log that it asks for. Its {@code restore_command} writes the name into one
 * folder and waits for the file in another one; so the log can come from anywhere, and never lies on the disk as a whole. A few
 * segments are fetched ahead.
 */
final class LogFeed implements AutoCloseable {
    private static final String NAME = "postgres-wal.wanted";
    private static final int AHEAD = 4;
    private static final long PAUSE_MILLISECONDS = 20;

    private final Path folder;
    private final Path want;
    private final Path have;
    private final Path lack;
    private final LogSource source;
    private final PostgresUser user;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    private LogFeed(Path folder, LogSource source, PostgresUser user) {
        this.folder = folder;
        this.want = folder.resolve("want");
        this.have = folder.resolve("have");
        this.lack = folder.resolve("lack");
        this.source = source;
        this.user = user;
        this.thread = Thread.ofPlatform().daemon().name("log-feed").unstarted(this::serve);
    }

    static LogFeed start(Path dataFolder, LogSource source, PostgresUser user) throws IOException {
        Path folder = dataFolder.resolve(NAME);
        remove(folder);
        LogFeed feed = new LogFeed(folder, source, user);
        for (Path each : new Path[] {folder, feed.want, feed.have, feed.lack}) {
            Files.createDirectory(
                    each, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.own(each);
        }
        feed.thread.start();
        return feed;
    }

    /**
     * The command for {@code restore_command}. It ends with 1 where the log ends, and with 255, at which recovery is given up,
     * where a file could not be fetched or nobody fetches any more.
     */
    String command() {
        String place = "'" + folder.toString().replace("'", "'\\''").replace("%", "%%") + "'";
        return "w=" + place + "; if test ! -e \"$w/have/%f\"; then : > \"$w/want/%f\" || exit 255;"
                + " until test -e \"$w/have/%f\"; do"
                + " if test -e \"$w/lack/%f\"; then rm -f \"$w/lack/%f\"; exit 1; fi;"
                + " if test -e \"$w/failed\" || test ! -d \"$w/want\"; then exit 255; fi;"
                + " sleep 0.05; done; fi; mv \"$w/have/%f\" \"%p\"";
    }

    /** Why a file could not be fetched. */
    Optional<Exception> failure() {
        return Optional.ofNullable(failure);
    }

    private void serve() {
        Optional<String> ahead = Optional.empty();
        try {
            while (!closed) {
                Optional<Path> wanted = first(want);
                if (wanted.isPresent()) {
                    String name = wanted.get().getFileName().toString();
                    ahead = give(name) ? source.next(name) : Optional.empty();
                    Files.deleteIfExists(wanted.get());
                } else if (ahead.isPresent() && count(have) < AHEAD) {
                    String name = ahead.get();
                    ahead = fetch(name) ? source.next(name) : Optional.empty();
                } else {
                    Thread.sleep(PAUSE_MILLISECONDS);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException broken) {
            failure = broken;
            tellFailure();
        }
    }

    private boolean give(String name) throws IOException {
        if (Files.exists(have.resolve(name)) || fetch(name)) {
            return true;
        }
        Path none = lack.resolve(name);
        if (!Files.exists(none)) {
            Files.createFile(none);
        }
        user.own(none);
        return false;
    }

    private boolean fetch(String name) throws IOException {
        Path unfinished = folder.resolve("unfinished");
        Files.deleteIfExists(unfinished);
        if (!source.fetch(name, unfinished)) {
            return false;
        }
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
        user.own(unfinished);
        Files.move(unfinished, have.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private void tellFailure() {
        try {
            Files.createFile(folder.resolve("failed"));
        } catch (IOException unsaid) {
            // The folder's end says it as well.
            closed = true;
        }
    }

    private static Optional<Path> first(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst();
        }
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
            remove(folder);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
