package vouchsafe.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.doctor.Area;
import vouchsafe.doctor.Finding;
import vouchsafe.doctor.Installation;
import vouchsafe.embedded.EmbeddedDatabase;
import vouchsafe.web.PublicAddress;

/**
 * The installation that settings describe, as it is found: with its server, or without one. Where the embedded database lies
 * still, it is started for as long as this is open. Nothing is made that is not there yet.
 */
final class FoundInstallation implements AutoCloseable {
    private static final String WHAT_TO_DO = "Correct it, then look again.";

    private final Installation installation;
    private final Runnable release;

    private FoundInstallation(Installation installation, Runnable release) {
        this.installation = installation;
        this.release = release;
    }

    Installation installation() {
        return installation;
    }

    /** A server's own installation. */
    static Installation ofThisServer(Settings settings, DatabaseSettings database) {
        return installation(
                settings,
                new Installation.Database.At(database, settings.databaseUrl().isEmpty()),
                new Installation.Running(OptionalLong.of(ProcessHandle.current().pid()), System.getenv()),
                settings.masterKey().isEmpty(),
                List.of());
    }

    static FoundInstallation of(ReadableSettings readable, Map<String, String> environment) {
        Settings settings = readable.settings();
        List<Finding> given = new ArrayList<>();
        readable.faults()
                .forEach(fault -> given.add(Finding.wrong(
                        "settings.unreadable",
                        Area.SETTINGS,
                        "The server does not start with these settings: " + fault.getMessage() + ".",
                        WHAT_TO_DO)));
        Optional<RunningServer> server = RunningServer.alive(settings.dataFolder());
        boolean keyGiven =
                settings.masterKey().isPresent() || readable.leftOut().contains(Setting.MASTER_KEY);
        Installation.Running running = new Installation.Running(
                server.map(each -> OptionalLong.of(each.processId())).orElse(OptionalLong.empty()), environment);
        Settings asItRuns = server.map(each -> asItRuns(settings, each, given)).orElse(settings);
        if (readable.leftOut().contains(Setting.DB_URL)) {
            return new FoundInstallation(
                    installation(
                            asItRuns,
                            new Installation.Database.None("db-url can't be read"),
                            running,
                            !keyGiven,
                            given),
                    () -> {});
        }
        if (settings.databaseUrl().isPresent() || server.isPresent()) {
            String url =
                    settings.databaseUrl().orElseGet(() -> server.orElseThrow().databaseUrl());
            return new FoundInstallation(
                    installation(asItRuns, at(settings, url), running, !keyGiven, given), () -> {});
        }
        return withEmbedded(asItRuns, running, !keyGiven, given);
    }

    /** The options of the command that started the server are known to nobody else; its address is, where it announced it. */
    private static Settings asItRuns(Settings settings, RunningServer server, List<Finding> given) {
        URI address = URI.create(server.url());
        if (!settings.hasPublicAddress()) {
            Settings named = settings.with(Setting.BASE_URL, server.url());
            boolean ofItself = "http".equals(address.getScheme())
                    && "localhost".equals(address.getHost())
                    && address.getPort() > 0;
            return ofItself ? named.with(Setting.PORT, Integer.toString(address.getPort())) : named;
        }
        if (!settings.publicAddress().equals(address)) {
            given.add(Finding.risk(
                    "settings.not-those-that-run",
                    Area.SETTINGS,
                    "The server that runs has the base URL " + server.url() + ", and these settings say "
                            + settings.publicAddress() + ".",
                    "Start it again to have it take these, or look with the options that it was started with."));
        }
        return settings;
    }

    private static FoundInstallation withEmbedded(
            Settings settings, Installation.Running running, boolean holdsKey, List<Finding> given) {
        Path folder = settings.dataFolder();
        if (!Files.isDirectory(folder.resolve("postgres"))) {
            return new FoundInstallation(
                    installation(
                            settings,
                            new Installation.Database.None("it is made at the first start"),
                            running,
                            holdsKey,
                            given),
                    () -> {});
        }
        try {
            Optional<DataFolder> owned = DataFolder.own(folder);
            if (owned.isEmpty()) {
                return new FoundInstallation(
                        installation(
                                settings,
                                new Installation.Database.None(
                                        "the data folder is in use by " + DataFolder.owner(folder)),
                                running,
                                holdsKey,
                                given),
                        () -> {});
            }
            return started(settings, owned.get(), running, holdsKey, given);
        } catch (InvalidSettings unusable) {
            given.add(Finding.wrong(
                    "folder.unusable",
                    Area.DATA_FOLDER,
                    "The server can't use its data folder: " + unusable.getMessage() + ".",
                    "Run Vouchsafe and its commands as the user whom the folder belongs to."));
            return new FoundInstallation(
                    installation(
                            settings,
                            new Installation.Database.None("its folder can't be used"),
                            running,
                            holdsKey,
                            given),
                    () -> {});
        }
    }

    private static FoundInstallation started(
            Settings settings, DataFolder owned, Installation.Running running, boolean holdsKey, List<Finding> given) {
        try {
            EmbeddedDatabase database = EmbeddedDatabase.start(owned.path(), (from, to, scratch) -> {
                throw new DatabaseUnavailable("the rows were written by an older PostgreSQL, and a doctor changes"
                        + " nothing; start the server once, which moves them");
            });
            return new FoundInstallation(
                    installation(settings, at(settings, database.jdbcUrl()), running, holdsKey, given), () -> {
                        database.close();
                        owned.close();
                    });
        } catch (DatabaseUnavailable refused) {
            given.add(Finding.wrong(
                    "database.embedded",
                    Area.DATABASE,
                    "The embedded PostgreSQL does not start: " + refused.getMessage() + ".",
                    "See postgres-start.log and postgres/log in the data folder."));
            return new FoundInstallation(
                    installation(
                            settings, new Installation.Database.None("it does not start"), running, holdsKey, given),
                    owned::close);
        } catch (RuntimeException failure) {
            owned.close();
            throw failure;
        }
    }

    private static Installation.Database at(Settings settings, String url) {
        return new Installation.Database.At(
                settings.database(url), settings.databaseUrl().isEmpty());
    }

    private static Installation installation(
            Settings settings,
            Installation.Database database,
            Installation.Running running,
            boolean holdsKey,
            List<Finding> given) {
        Path folder = settings.dataFolder();
        boolean rows = settings.databaseUrl().isEmpty();
        List<Finding> all = new ArrayList<>(given);
        Optional<MasterKey> key = settings.masterKey().or(() -> kept(folder, all));
        settings.archive().ifPresent(archive -> ArchiveFindings.add(archive, Instant.now(), all));
        return new Installation(
                List.copyOf(all),
                new Installation.Folder(folder, rows, holdsKey, low(settings)),
                database,
                new Installation.Network(
                        new PublicAddress(settings.publicAddress()),
                        settings.listen(),
                        settings.port(),
                        settings.web()),
                settings.mail(),
                settings.files(),
                running,
                key,
                trust(),
                InstantSource.system());
    }

    /** As health tells it. */
    private static long low(Settings settings) {
        return Math.max(2 * settings.files().reserve(), settings.diskReserve());
    }

    private static Optional<MasterKey> kept(Path folder, List<Finding> given) {
        Path file = folder.resolve("master.key");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MasterKey.parse(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (IOException | IllegalArgumentException unreadable) {
            given.add(Finding.wrong(
                    "key.unreadable",
                    Area.DATA_FOLDER,
                    "The file " + file + " holds no master key: " + unreadable.getMessage() + ".",
                    "Put the key back from where you kept it apart from the backups."));
            return Optional.empty();
        }
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException everyJavaHasTls) {
            throw new IllegalStateException(everyJavaHasTls);
        }
    }

    @Override
    public void close() {
        release.run();
    }
}
