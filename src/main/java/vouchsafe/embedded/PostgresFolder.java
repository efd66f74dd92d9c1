package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.DatabaseUnavailable;

/** The folder of rows: made once, checked at each start, freed from the PostgreSQL of a server that was killed. */
final class PostgresFolder {
    private static final Logger log = LoggerFactory.getLogger(PostgresFolder.class);
    private static final String NAME = "postgres";

    private final Path dataFolder;
    private final Path rows;
    private final PostgresBinaries binaries;
    private final PostgresUser user;

    PostgresFolder(Path dataFolder, PostgresBinaries binaries, PostgresUser user) {
        this(dataFolder, rows(dataFolder), binaries, user);
    }

    /** One whose rows lie somewhere else in the data folder, for as long as they are moved. */
    PostgresFolder(Path dataFolder, Path rows, PostgresBinaries binaries, PostgresUser user) {
        this.dataFolder = dataFolder;
        this.rows = rows;
        this.binaries = binaries;
        this.user = user;
    }

    static Path rows(Path dataFolder) {
        return dataFolder.resolve(NAME);
    }

    Path dataFolder() {
        return dataFolder;
    }

    Path rows() {
        return rows;
    }

    /** The password of the database's owner; made with the folder. */
    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("the password of the embedded PostgreSQL cannot be read", failure);
        }
    }

    /** Makes the folder where there is none, and leaves it with no process in it. */
    void prepare() {
        if (version().isEmpty()) {
            initialize();
        }
        stopOrphan();
    }

    /** The major version of the PostgreSQL that wrote the rows; empty where there are none. */
    Optional<String> version() {
        try {
            Path file = rows().resolve("PG_VERSION");
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Makes the rows beside their final place and moves them at the end, so that a half-made folder never counts. */
    private void initialize() {
        try {
            Path unfinished = dataFolder.resolve(NAME + ".unfinished");
            if (Files.exists(unfinished)) {
                PostgresBinaries.delete(unfinished);
            }
            Files.createDirectories(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            user.own(unfinished);
            user.passThrough(dataFolder);
            Path password =
                    Files.exists(passwordFile()) && !rows.equals(rows(dataFolder)) ? passwordFile() : writePassword();
            run(List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=vouchsafe",
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions"));
            Files.move(unfinished, rows(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("the folder " + rows() + " could not be made", failure);
        }
    }

    private Path passwordFile() {
        return dataFolder.resolve(NAME + ".password");
    }

    private Path writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path file = passwordFile();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
        user.own(file);
        return file;
    }

    /** Makes another password, which is to be that of rows from elsewhere. */
    String renewPassword() throws IOException {
        writePassword();
        return password();
    }

    /** The path of one program. */
    String program(String name) {
        return binaries.program(name);
    }

    private void run(List<String> command) throws IOException {
        Path output = Files.createTempFile(dataFolder, NAME, ".log");
        Process process = PostgresProcess.builder(dataFolder, new ArrayList<>(user.command(command)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new DatabaseUnavailable("the embedded PostgreSQL could not make its folder. It says:\n"
                        + Files.readString(output) + PostgresProcess.ADVICE);
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /**
     * Stops the PostgreSQL that a killed server left behind. It is not adopted, so that every start runs these binaries
     * with these settings. The caller owns the data folder, so no server is using it.
     */
    void stopOrphan() {
        Optional<PostmasterFile> file = PostmasterFile.read(rows());
        if (file.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> orphan = file.get().runningPostgres();
        if (orphan.isPresent()) {
            log.info(
                    "stopping the PostgreSQL (process {}) of a server that was killed",
                    file.get().pid());
            PostgresProcess.stop(orphan.get());
            return;
        }
        boolean idBelongsToAnother = ProcessHandle.of(file.get().pid())
                .filter(ProcessHandle::isAlive)
                .isPresent();
        if (idBelongsToAnother) {
            // PostgreSQL itself would take the other process for a server and refuse to start.
            log.info("removing a stale {}", rows().resolve("postmaster.pid"));
            try {
                Files.deleteIfExists(rows().resolve("postmaster.pid"));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Starts PostgreSQL on a port and returns when it takes connections. */
    PostgresProcess start(int port, List<String> settings) throws InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", rows().toString(), "-p", Integer.toString(port)));
        command.addAll(settings);
        return PostgresProcess.start(dataFolder, rows(), user.command(command), TimeUnit.SECONDS.toMillis(10));
    }
}
