package vouchsafe.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.DatabaseUnavailable;

/** A running postmaster that this server started. */
final class PostgresProcess {
    static final String ADVICE = "If it cannot run on this machine, run a PostgreSQL yourself and set"
            + " VOUCHSAFE_DB_URL=postgresql://user:password@host/database";
    private static final Logger log = LoggerFactory.getLogger(PostgresProcess.class);
    private static final long POLL_MILLISECONDS = 10;
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;

    private PostgresProcess(Process process) {
        this.process = process;
    }

    /** A process in the data folder, without our PG* variables, that reads nothing. */
    static ProcessBuilder builder(Path dataFolder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(dataFolder.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("VOUCHSAFE_"));
        return builder;
    }

    /**
     * Starts a postmaster and returns when it takes connections, however long recovery after a crash lasts.
     *
     * @param tellAfter milliseconds after which the log says that the start still takes its time
     */
    static PostgresProcess start(Path dataFolder, Path rows, List<String> command, long tellAfter)
            throws InterruptedException {
        Path output = dataFolder.resolve("postgres-start.log");
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            // A session of its own: Ctrl-C in a terminal reaches the server only, which then stops PostgreSQL in order.
            all.add("/usr/bin/setsid");
        }
        all.addAll(command);
        Process process;
        try {
            process = builder(dataFolder, all)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("the embedded PostgreSQL could not be run", failure);
        }
        long waited = 0;
        while (!PostmasterFile.read(rows)
                .filter(file -> file.pid() == process.pid() && file.ready())
                .isPresent()) {
            if (process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new DatabaseUnavailable(
                        "the embedded PostgreSQL did not start. It says:\n" + tail(output, rows) + ADVICE);
            }
            waited += POLL_MILLISECONDS;
            if (waited % tellAfter == 0) {
                log.info("still waiting for PostgreSQL, which may be recovering from a crash");
            }
        }
        return new PostgresProcess(process);
    }

    /** The newest lines PostgreSQL wrote: at first to its output, later to the newest file of its own log folder. */
    private static String tail(Path output, Path rows) {
        StringBuilder text = new StringBuilder();
        try {
            text.append(Files.readString(output));
            Path current = rows.resolve("log");
            if (Files.isDirectory(current)) {
                try (var files = Files.list(current)) {
                    Path newest = files.max(java.util.Comparator.comparing(
                                    file -> file.toFile().lastModified()))
                            .orElse(output);
                    List<String> lines = Files.readAllLines(newest);
                    lines.subList(Math.max(0, lines.size() - 10), lines.size())
                            .forEach(line -> text.append(line).append('\n'));
                }
            }
        } catch (IOException unreadable) {
            text.append("(its log cannot be read: ").append(unreadable).append(")\n");
        }
        return text.toString();
    }

    /** Waits until the postmaster ends, and answers its exit code. */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    boolean running() {
        return process.isAlive();
    }

    /** Stops in order: sessions are ended and everything is written, so that the next start has nothing to recover. */
    void stop() {
        stop(process.toHandle());
    }

    static void stop(ProcessHandle postmaster) {
        // SIGINT is PostgreSQL's fast shutdown; the SIGTERM that Java offers would wait for every session to leave.
        if (!signalAndWait(postmaster, "INT") && !signalAndWait(postmaster, "QUIT")) {
            throw new DatabaseUnavailable("the PostgreSQL with process id " + postmaster.pid() + " does not stop");
        }
    }

    private static boolean signalAndWait(ProcessHandle postmaster, String signal) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + postmaster.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            postmaster.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (IOException | ExecutionException failure) {
            throw new IllegalStateException("cannot stop process " + postmaster.pid(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
