package vouchsafe.backup;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.Jobs;
import vouchsafe.db.LongSessions;
import vouchsafe.db.Migrations;
import vouchsafe.db.UnfinishedRestore;
import vouchsafe.files.KeptObjects;
import vouchsafe.files.StorageKey;
import vouchsafe.mail.WaitingMail;

/**
 * Puts an archive into an empty database and into the storage. The tables are made as the backup knew them, filled in one
 * transaction, read back and compared, and then brought up to what this program needs. From its first table to its last step
 * the database bears a mark with which no server uses it; what fails is taken back.
 */
public final class Restore {
    private static final Logger log = LoggerFactory.getLogger(Restore.class);
    private static final String NAME = "vouchsafe restore";

    private final Archive archive;
    private final RestoreTarget target;
    private final Progress progress;
    private final LongSessions sessions;
    private final List<String> warnings = new ArrayList<>();
    private final Set<StorageKey> stored = new HashSet<>();
    private long files;
    private int heldMails;

    private Restore(Archive archive, RestoreTarget target, Progress progress) {
        this.archive = archive;
        this.target = target;
        this.progress = progress;
        this.sessions = new LongSessions(target.jdbcUrl(), NAME);
    }

    /**
     * Looks whether this is the key that the archive needs.
     *
     * @throws BackupRefused where it is another one, or there is none
     */
    public static void requireKey(Archive archive, List<MasterKey> held, String whereItGoes) {
        String needed = archive.manifest().masterKey();
        List<String> there = held.stream().map(MasterKey::fingerprint).toList();
        if (needed != null && !there.contains(needed)) {
            String words =
                    there.isEmpty() ? "there is none at hand" : "the one at hand has " + String.join(" and ", there);
            throw new BackupRefused("the backup needs the master key with the fingerprint " + needed + ", and " + words
                    + "; put the right one into " + whereItGoes
                    + ", or, if it is lost, say --lost-key: then everyone has to sign in and every app to"
                    + " connect again");
        }
    }

    /**
     * Restores.
     *
     * @throws BackupRefused where it can't be; the target is as it was, or bears a mark
     */
    public static RestoreReport run(Archive archive, RestoreTarget target, Progress progress) {
        return new Restore(archive, target, progress).run();
    }

    private RestoreReport run() {
        try (Connection only = sessions.getConnection()) {
            if (!UnfinishedRestore.lock(only)) {
                throw new BackupRefused("another restore into this database is under way; wait for its end");
            }
            return runAlone();
        } catch (SQLException failure) {
            throw new BackupRefused("nothing was restored: " + failure.getMessage(), failure);
        }
    }

    private RestoreReport runAlone() throws SQLException {
        try {
            requireKnownSchema();
            prepare();
        } catch (FlywayException failure) {
            throw new BackupRefused("nothing was restored: " + failure.getMessage(), failure);
        }
        try {
            Migrations.begin(sessions, archive.manifest().version());
            fill();
            progress.stage("bringing the tables up to this version");
            Migrations.complete(sessions);
            finish();
        } catch (SQLException | IOException | RuntimeException failure) {
            takeBack(failure);
            throw failure instanceof BackupRefused refused
                    ? refused
                    : new BackupRefused("nothing was restored: " + failure.getMessage(), failure);
        }
        Summary summary = archive.summary();
        if (!summary.missing().isEmpty()) {
            warnings.add(summary.missing().size()
                    + " files were missing in the storage when the backup was made, and are not in it");
        }
        return new RestoreReport(archive.moment(), summary.allRows(), files, heldMails, List.copyOf(warnings));
    }

    /** A newer program's tables, or others under the same number, are none that this one can make. */
    private void requireKnownSchema() {
        Map<String, Integer> known = Migrations.known(sessions).stream()
                .collect(Collectors.toMap(Migrations.Step::version, Migrations.Step::checksum));
        for (Migrations.Step step : archive.manifest().schema()) {
            Integer checksum = known.get(step.version());
            if (checksum == null) {
                throw Archive.newer(archive.file(), archive.manifest().program());
            }
            if (checksum != step.checksum()) {
                throw new BackupRefused(archive.file() + " was written by Vouchsafe "
                        + archive.manifest().program() + ", whose migration " + step.version()
                        + " is another one than this program's; restore it with the program that wrote it");
            }
        }
    }

    private void prepare() throws SQLException {
        try (Connection connection = sessions.getConnection()) {
            if (UnfinishedRestore.marks(connection)) {
                progress.stage("clearing the restore that did not come to its end");
                Migrations.empty(sessions);
            } else if (!Migrations.isEmpty(connection)) {
                throw new BackupRefused(
                        "the database is not empty; a backup is restored into a new data folder (--data) or"
                                + " an empty database (--db)");
            }
        }
    }

    private void fill() throws SQLException, IOException {
        try (Connection connection = sessions.getConnection();
                Filling filling = new Filling(connection)) {
            filling.begin();
            archive.read(filling);
            filling.endRows();
        }
    }

    private void finish() throws SQLException {
        try (Connection connection = sessions.getConnection();
                Statement statement = connection.createStatement()) {
            progress.stage("counting rows for searches");
            statement.execute("ANALYZE");
            UnfinishedRestore.clear(connection);
        }
    }

    private void takeBack(Exception cause) {
        try {
            Migrations.empty(sessions);
        } catch (RuntimeException unreachable) {
            log.warn("event=restore result=marked failure={}", unreachable.toString());
            cause.addSuppressed(unreachable);
        }
        if (target.files().isEmpty() || stored.isEmpty()) {
            return;
        }
        try (KeptObjects objects = KeptObjects.in(target.files().get())) {
            for (StorageKey key : stored) {
                objects.erase(key);
            }
        } catch (IOException left) {
            log.warn("event=restore result=files-left failure={}", left.toString());
        }
    }

    /** Takes the entries as they come: rows first, in one transaction, then files. */
    private final class Filling implements Archive.Taker, AutoCloseable {
        private final Connection connection;
        private final Tables tables;
        private final Map<String, Manifest.Table> byName = new HashMap<>();
        private final List<Tables.Reference> references = new ArrayList<>();
        private final List<String> withTriggers = new ArrayList<>();
        private final FolderFiles further = new FolderFiles(target.dataFolder());
        private @Nullable KeptObjects objects;
        private String filling = "";
        private boolean rowsEnded;
        private long bytes;

        Filling(Connection connection) {
            this.connection = connection;
            this.tables = new Tables(connection);
            archive.manifest().tables().forEach(table -> byName.put(table.name(), table));
        }

        /** References are made again at the end, which checks them; so tables can be filled in any order. */
        void begin() throws SQLException {
            connection.setAutoCommit(false);
            for (Manifest.Partition partition : archive.manifest().partitions()) {
                tables.add(partition);
            }
            references.addAll(tables.references());
            for (Tables.Reference reference : references) {
                tables.execute(reference.drop());
            }
            withTriggers.addAll(tables.withTriggers());
            for (String table : withTriggers) {
                tables.execute("ALTER TABLE " + Tables.quoted(table) + " DISABLE TRIGGER USER");
            }
            // What migrations write is in the backup, as it was by then.
            tables.execute("TRUNCATE "
                    + tables.list().stream()
                            .map(table -> Tables.quoted(table.name()))
                            .collect(Collectors.joining(", ")));
        }

        @Override
        public void take(String name, long size, InputStream content) throws IOException {
            try {
                if (name.startsWith(ArchiveWriter.ROWS)) {
                    takeRows(name, content);
                    return;
                }
                endRows();
                if (name.startsWith(ArchiveWriter.FILES)) {
                    takeFile(name, size, content);
                } else if (name.startsWith(ArchiveWriter.FOLDER)) {
                    takeFurther(name.substring(ArchiveWriter.FOLDER.length()), content);
                } else {
                    throw new BackupRefused("the archive has an entry that this program does not know: " + name);
                }
            } catch (SQLException failure) {
                throw new BackupRefused("nothing was restored: " + failure.getMessage(), failure);
            }
        }

        private void takeRows(String name, InputStream content) throws SQLException, IOException {
            String table = name.substring(ArchiveWriter.ROWS.length(), name.indexOf('/', ArchiveWriter.ROWS.length()));
            Manifest.Table known = byName.get(table);
            if (known == null) {
                throw new BackupRefused("the archive has rows of a table that it does not list: " + table);
            }
            filling = table;
            progress.count("tables", archive.manifest().tables().indexOf(known), byName.size());
            CopyIn rows = tables.write(known);
            try (GZIPInputStream lines = new GZIPInputStream(new Unclosed(content), 1 << 16)) {
                byte[] buffer = new byte[1 << 16];
                for (int read = lines.read(buffer); read >= 0; read = lines.read(buffer)) {
                    rows.writeToCopy(buffer, 0, read);
                }
                rows.endCopy();
            } finally {
                if (rows.isActive()) {
                    rows.cancelCopy();
                }
            }
        }

        /** Compares what is in the tables with what was in them, and stores it. */
        void endRows() throws SQLException, IOException {
            if (rowsEnded) {
                return;
            }
            rowsEnded = true;
            for (Manifest.Sequence sequence : archive.manifest().sequences()) {
                tables.set(sequence);
            }
            for (Tables.Reference reference : references) {
                progress.count("checking references", references.indexOf(reference), references.size());
                tables.execute(reference.make());
            }
            for (String table : withTriggers) {
                tables.execute("ALTER TABLE " + Tables.quoted(table) + " ENABLE TRIGGER USER");
            }
            compare();
            Jobs.letGo(connection);
            if (!archive.manifest().atRest()) {
                heldMails = WaitingMail.hold(connection);
            }
            connection.commit();
        }

        private void compare() throws SQLException, IOException {
            int done = 0;
            for (Summary.Rows expected : archive.summary().rows()) {
                progress.count("comparing tables", done++, byName.size());
                Manifest.Table table = byName.get(expected.table());
                RowDigest digest = new RowDigest();
                if (table != null) {
                    tables.read(table, digest::add);
                }
                if (!digest.of(expected.table()).equals(expected)) {
                    throw new BackupRefused("nothing was restored: the table " + expected.table()
                            + " has other rows than the backup; tell the authors of Vouchsafe");
                }
            }
        }

        private void takeFile(String name, long size, InputStream content) throws SQLException, IOException {
            if (target.files().isEmpty()) {
                return;
            }
            KeptObjects storage = objects;
            if (storage == null) {
                storage = KeptObjects.in(target.files().get());
                objects = storage;
            }
            StorageKey key = new StorageKey(name.substring(name.lastIndexOf('/') + 1));
            progress.bytes("files", bytes, archive.summary().bytes());
            long before = bytes;
            if (!storage.holds(KeptObjects.find(connection, key))) {
                stored.add(key);
                storage.put(
                        key,
                        new Counting(
                                new Unclosed(content),
                                read -> progress.bytes(
                                        "files",
                                        before + read,
                                        archive.summary().bytes())));
            }
            files++;
            bytes += size;
        }

        private void takeFurther(String name, InputStream content) throws IOException {
            if (!further.put(name, content)) {
                warnings.add("the file " + name + " is there already and was left as it is");
            }
        }

        @Override
        public void close() {
            if (objects != null) {
                objects.close();
            }
        }
    }

    /** The archive goes on after an entry. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream from) {
            super(from);
        }

        @Override
        public void close() {
            // Left open.
        }
    }
}
