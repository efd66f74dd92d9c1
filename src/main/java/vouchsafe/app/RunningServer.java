package vouchsafe.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The facts that a running server leaves for other commands on its data folder, in {@code server.json} (mode 0600).
 *
 * @param processId the server's process id
 * @param url the address at which it answers
 * @param databaseUrl JDBC URL of its database, password included
 */
record RunningServer(long processId, String url, String databaseUrl) {
    private static final String FILE = "server.json";

    /** Announces that this process serves the folder. */
    void announce(Path dataFolder) {
        try {
            Path unfinished = dataFolder.resolve(FILE + ".unfinished");
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(unfinished, JsonMapper.shared().writeValueAsBytes(this));
            Files.move(unfinished, dataFolder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Takes the announcement back; also clears the one of a server that was killed. */
    static void withdraw(Path dataFolder) {
        try {
            Files.deleteIfExists(dataFolder.resolve(FILE));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The server of the folder; true only while a process owns the folder. */
    static Optional<RunningServer> of(Path dataFolder) {
        try {
            return Optional.of(
                    JsonMapper.shared().readValue(Files.readAllBytes(dataFolder.resolve(FILE)), RunningServer.class));
        } catch (IOException | JacksonException absent) {
            return Optional.empty();
        }
    }

    /** The same, where its process lives; a killed server leaves its announcement behind. */
    static Optional<RunningServer> alive(Path dataFolder) {
        return of(dataFolder)
                .filter(server -> ProcessHandle.of(server.processId())
                        .map(ProcessHandle::isAlive)
                        .orElse(false));
    }

    @Override
    public String toString() {
        return "RunningServer[" + processId + ", " + url + "]";
    }
}
