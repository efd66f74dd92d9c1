package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The contents of {@code postmaster.pid} (the PostgreSQL manual, "Database File Layout").
 *
 * @param pid process id of the postmaster that wrote it
 * @param ready whether that postmaster takes connections
 */
record PostmasterFile(long pid, boolean ready) {

    /** Reads the file in a folder of rows; empty where there is none or it is not whole yet. */
    static Optional<PostmasterFile> read(Path rows) {
        try {
            List<String> lines = Files.readAllLines(rows.resolve("postmaster.pid"));
            if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
                return Optional.empty();
            }
            boolean ready = lines.size() >= 8 && lines.get(7).strip().equals("ready");
            return Optional.of(
                    new PostmasterFile(Long.parseLong(lines.getFirst().strip()), ready));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The process, where it still runs and is a PostgreSQL; its id may belong to another process by now. */
    Optional<ProcessHandle> runningPostgres() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"));
    }
}
