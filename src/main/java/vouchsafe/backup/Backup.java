package vouchsafe.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.MasterKey;
import vouchsafe.crypto.RingCheck;
import vouchsafe.db.LongSessions;
import vouchsafe.db.Migrations;
import vouchsafe.files.KeptObject;
import vouchsafe.files.KeptObjects;
import vouchsafe.files.StorageKey;

/**
 * Writes all rows and files of one moment into one file, while others go on writing. Rows are read in one transaction that
 * sees one moment; files are read afterwards, and no node erases any until they are. The file has its name only once it is
 * whole, on the disk, and was read back.
 */
public final class Backup {
    /** From here on servers erase no file while a backup is made. */
    private static final int SCHEMA_THAT_HOLDS_FILES = 35;

    /** Bytes of rows that one entry has, before they are compressed. */
    private static final int CHUNK = 4 << 20;

    private static final String NAME = "vouchsafe backup";

    private final BackupSource source;
    private final Path file;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();
    private final List<Summary.Rows> rows = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> damaged = new ArrayList<>();
    private long fileCount;
    private long fileBytes;

    private Backup(BackupSource source, Path file, Progress progress) {
        this.source = source;
        this.file = file;
        this.progress = progress;
    }

    /**
     * Makes a backup.
     *
     * @param file a name that no file has yet
     * @throws BackupRefused where none was made; nothing is left then
     */
    public static BackupReport write(BackupSource source, Path file, Progress progress) {
        return new Backup(source, file.toAbsolutePath(), progress).recorded(false, Instant.now());
    }

    /** The same for a server that makes one by itself. */
    static BackupReport scheduled(BackupSource source, Path file, Instant began) {
        return new Backup(source, file.toAbsolutePath(), Progress.silent()).recorded(true, began);
    }

    /** Notes that none could be begun. */
    static void failed(BackupSource source, Path file, Instant began, String why) {
        new BackupRecords(new LongSessions(source.jdbcUrl(), NAME)).failed(began, file.toString(), true, why);
    }

    /** Only the rows, of a database on which no server runs, and without a trace in it. */
    static void rows(String jdbcUrl, Path file, String program) {
        BackupSource source = new BackupSource(jdbcUrl, true, Optional.empty(), Path.of(""), List::of, program);
        new Backup(source, file, Progress.silent()).write();
    }

    private BackupReport recorded(boolean scheduled, Instant began) {
        BackupRecords records = new BackupRecords(new LongSessions(source.jdbcUrl(), NAME));
        try {
            BackupReport report = write();
            records.made(began, file.toString(), scheduled, report);
            return report;
        } catch (RuntimeException failure) {
            records.failed(began, file.toString(), scheduled, String.valueOf(failure.getMessage()));
            throw failure;
        }
    }

    private BackupReport write() {
        if (Files.exists(file)) {
            throw new BackupRefused(file + " is there already; name another file, or remove it");
        }
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BackupRefused("there is no folder " + folder + "; make it, or name a file in another one");
        }
        Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            writeTo(unfinished);
            Archive whole = Archive.check(unfinished, progress);
            Files.move(unfinished, file);
            makeDurable(folder);
            return report(whole);
        } catch (SQLException | IOException failure) {
            throw new BackupRefused("no backup was made: " + words(failure), failure);
        } finally {
            remove(unfinished);
        }
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message.strip();
    }

    private BackupReport report(Archive archive) throws IOException {
        Manifest manifest = archive.manifest();
        if (!missing.isEmpty()) {
            warnings.add(missing.size() + " files are in the database and not in the storage, and so not in the backup;"
                    + " the first is " + missing.getFirst());
        }
        if (!damaged.isEmpty()) {
            warnings.add(damaged.size() + " files have other bytes in the storage than were once stored, and are in the"
                    + " backup as they are; the first is " + damaged.getFirst());
        }
        return new BackupReport(
                manifest.moment(),
                manifest.tables().size(),
                archive.summary().allRows(),
                fileCount,
                Files.size(file),
                Optional.ofNullable(manifest.masterKey()),
                List.copyOf(warnings));
    }

    private void writeTo(Path unfinished) throws SQLException, IOException {
        LongSessions sessions = new LongSessions(source.jdbcUrl(), NAME);
        try (Connection holding = sessions.getConnection()) {
            holding.setAutoCommit(false);
            KeptObjects.hold(holding);
            Path list = Files.createTempFile("vouchsafe-backup", ".files");
            try (Connection reading = sessions.getConnection()) {
                beginReading(reading);
                Instant moment = moment(reading);
                requireRoom(unfinished, 0);
                try (ArchiveWriter archive = new ArchiveWriter(unfinished, moment)) {
                    writeRows(reading, moment, archive);
                    long bytes = listFiles(reading, list);
                    // The rows are in; nothing the database cleans up has to wait for us any longer.
                    reading.rollback();
                    requireRoom(unfinished, bytes);
                    writeFiles(list, bytes, archive);
                    archive.add(ArchiveWriter.SUMMARY, json(new Summary(rows, fileCount, fileBytes, missing, damaged)));
                    requireHeld(holding);
                    archive.finish();
                }
            } finally {
                Files.deleteIfExists(list);
            }
        }
    }

    private static void beginReading(Connection reading) throws SQLException {
        reading.setAutoCommit(false);
        try (Statement statement = reading.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        }
    }

    private static Instant moment(Connection reading) throws SQLException {
        try (Statement statement = reading.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private void writeRows(Connection reading, Instant moment, ArchiveWriter archive) throws SQLException, IOException {
        Tables tables = new Tables(reading);
        List<Migrations.Step> schema = Migrations.of(reading);
        requireServersThatHold(schema);
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                source.program(),
                moment.toString(),
                source.atRest(),
                masterKey(reading),
                reading.getMetaData().getDatabaseProductVersion(),
                schema,
                tables.list(),
                tables.partitions(),
                tables.sequences());
        archive.add(ArchiveWriter.MANIFEST, json(manifest));
        List<String> others = tables.others(manifest.tables());
        if (!others.isEmpty() && source.files().isEmpty()) {
            throw new BackupRefused("the database has tables that are not Vouchsafe's, which would be left behind: "
                    + String.join(", ", others) + "; copy them elsewhere and drop them, then start again");
        }
        if (!others.isEmpty()) {
            warnings.add("tables that are not Vouchsafe's are left out: " + String.join(", ", others));
        }
        for (int i = 0; i < manifest.tables().size(); i++) {
            progress.count("tables", i, manifest.tables().size());
            int table = i;
            writeTable(
                    tables,
                    manifest.tables().get(i),
                    archive,
                    () -> progress.count("tables", table, manifest.tables().size()));
        }
    }

    private void requireServersThatHold(List<Migrations.Step> schema) {
        if (schema.isEmpty()) {
            throw new BackupRefused("there is nothing to back up: no server has ever run on this database");
        }
        String version = schema.getLast().version();
        if (!source.atRest() && Double.parseDouble(version) < SCHEMA_THAT_HOLDS_FILES) {
            throw new BackupRefused(
                    "this database was last used by an older Vouchsafe, which would erase files while they are"
                            + " backed up; start this version on it once, then back up");
        }
    }

    private @Nullable String masterKey(Connection reading) throws SQLException {
        List<MasterKey> held = source.masterKeys().get();
        for (MasterKey key : held) {
            if (RingCheck.opens(reading, key)) {
                return key.fingerprint();
            }
        }
        warnings.add(
                held.isEmpty()
                        ? "there is no master key at hand; the backup does not say which key it needs"
                        : "the master key at hand does not open what this database has; the backup does not say which"
                                + " key it needs");
        return null;
    }

    private void writeTable(Tables tables, Manifest.Table table, ArchiveWriter archive, Runnable teller)
            throws SQLException, IOException {
        RowDigest digest = new RowDigest();
        Chunks chunks = new Chunks(table.name(), archive, teller);
        tables.read(table, row -> {
            digest.add(row);
            chunks.add(row);
        });
        chunks.flush();
        rows.add(digest.of(table.name()));
    }

    /** The rows of a table, some at a time, each time as one compressed entry. */
    private static final class Chunks {
        private final String table;
        private final ArchiveWriter archive;
        private final Runnable teller;
        private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        private int number;

        Chunks(String table, ArchiveWriter archive, Runnable teller) {
            this.table = table;
            this.archive = archive;
            this.teller = teller;
        }

        void add(byte[] row) throws IOException {
            chunk.write(row);
            if (chunk.size() >= CHUNK) {
                flush();
            }
        }

        void flush() throws IOException {
            if (chunk.size() == 0) {
                return;
            }
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                chunk.writeTo(gzip);
            }
            number++;
            teller.run();
            archive.add(
                    String.format(Locale.ROOT, "%s%s/%06d.gz", ArchiveWriter.ROWS, table, number),
                    compressed.toByteArray());
            chunk.reset();
        }
    }

    /** Writes down which files these rows name; how many bytes they have together. */
    private long listFiles(Connection reading, Path list) throws SQLException, IOException {
        if (source.files().isEmpty()) {
            return 0;
        }
        long[] bytes = {0};
        try (BufferedWriter lines = Files.newBufferedWriter(list)) {
            KeptObjects.list(reading, object -> {
                lines.write(object.key().text() + " " + object.size() + " " + object.sha256() + "\n");
                bytes[0] += object.size();
            });
        }
        return bytes[0];
    }

    /** On the disk of the data folder some room is left, as uploads leave it. */
    private void requireRoom(Path unfinished, long bytes) throws IOException {
        Path folder = unfinished.getParent();
        if (folder == null || source.files().isEmpty()) {
            return;
        }
        boolean sameDisk = Files.isDirectory(source.dataFolder())
                && Files.getFileStore(folder).equals(Files.getFileStore(source.dataFolder()));
        long room = folder.toFile().getUsableSpace()
                - (sameDisk ? source.files().get().reserve() : 0);
        if (room < bytes) {
            throw new BackupRefused("there is no room for the backup in " + folder + ": files have "
                    + Progress.size(bytes) + ", and " + Progress.size(Math.max(0, room)) + " can be used there");
        }
    }

    private void writeFiles(Path list, long bytes, ArchiveWriter archive) throws IOException {
        FolderFiles further = new FolderFiles(source.dataFolder());
        for (Path each : source.files().isEmpty() ? List.<Path>of() : further.list()) {
            archive.add(ArchiveWriter.FOLDER + each, further.read(each));
        }
        if (source.files().isEmpty()) {
            return;
        }
        try (KeptObjects objects = KeptObjects.in(source.files().get());
                BufferedReader lines = Files.newBufferedReader(list)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] parts = line.split(" ");
                writeFile(
                        objects,
                        new KeptObject(new StorageKey(parts[0]), Long.parseLong(parts[1]), parts[2]),
                        bytes,
                        archive);
            }
        }
    }

    private void writeFile(KeptObjects objects, KeptObject object, long bytes, ArchiveWriter archive)
            throws IOException {
        progress.bytes("files", fileBytes, bytes);
        Optional<InputStream> content = objects.open(object);
        if (content.isEmpty()) {
            missing.add(object.key().text());
            return;
        }
        try (InputStream stream = content.get()) {
            String sum = archive.add(
                    ArchiveWriter.FILES + object.key().text().substring(0, 2) + "/"
                            + object.key().text(),
                    object.size(),
                    new Counting(stream, read -> progress.bytes("files", fileBytes + read, bytes)));
            if (!sum.equals(object.sha256())) {
                damaged.add(object.key().text());
            }
        }
        fileCount++;
        fileBytes += object.size();
    }

    /** The hold ends with its connection; where that was lost, files may be gone that the rows name. */
    private static void requireHeld(Connection holding) throws SQLException {
        try (Statement statement = holding.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static byte[] json(Object value) {
        return JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(value)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The entry in the folder must be as durable as the bytes. */
    private static void makeDurable(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static void remove(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException stays) {
            // It has another name than a backup; the next one of the same name takes its place.
        }
    }
}
