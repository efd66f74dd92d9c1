package vouchsafe.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import vouchsafe.crypto.MasterKey;
import vouchsafe.crypto.RingCheck;

/** Copies the folder of the running database into the archive, from where the log brings it to any later moment. */
final class BaseBackup {
    private static final String SCRATCH = "archive-piece.unfinished";

    private final ArchiveSettings settings;
    private final ClusterArchive archive;

    BaseBackup(ArchiveSettings settings, ClusterArchive archive) {
        this.settings = settings;
        this.archive = archive;
    }

    private record Start(
            Instant at,
            String place,
            int timeline,
            int major,
            @Nullable String masterKey) {}

    private record Stop(Instant at, String place, String label, String tablespaces) {}

    /** Makes one; it counts only when all of it is there. The connection is used for nothing else meanwhile. */
    BaseManifest make(Connection connection) throws SQLException, IOException {
        Start start = start(connection);
        String name = TimeNames.text(start.at()) + "-" + start.timeline();
        Pieces pieces = new Pieces(archive, name, settings.dataFolder().resolve(SCRATCH));
        RowsFolder rows = new RowsFolder();
        Stop stop;
        try {
            TarArchiveOutputStream tar = new TarArchiveOutputStream(
                    new GZIPOutputStream(new BufferedOutputStream(pieces, 1 << 18), 1 << 16),
                    StandardCharsets.UTF_8.name());
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            rows.write(settings.dataFolder().resolve("postgres"), tar);
            stop = stop(connection);
            rows.add("backup_label", stop.label().getBytes(StandardCharsets.UTF_8), tar);
            if (!stop.tablespaces().isBlank()) {
                throw new IOException("the database has tablespaces, which are not copied; move their tables back");
            }
            rows.addFurther(settings.dataFolder(), tar);
            tar.close();
        } finally {
            pieces.forget();
        }
        BaseManifest manifest = new BaseManifest(
                BaseManifest.FORMAT,
                settings.program(),
                start.major(),
                start.at().toString(),
                stop.at().toString(),
                start.timeline(),
                start.place(),
                stop.place(),
                start.masterKey(),
                rows.files(),
                rows.bytes(),
                pieces.list());
        archive.finish(name, manifest);
        return manifest;
    }

    private Start start(Connection connection) throws SQLException {
        String key = masterKey(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT clock_timestamp() AS at, pg_backup_start('vouchsafe', true)::text AS place,
                        current_setting('server_version_num')::int / 10000 AS major
                    """)) {
            row.next();
            Timestamp at = row.getTimestamp("at");
            String place = row.getString("place");
            int major = row.getInt("major");
            return new Start(at.toInstant(), place, Timeline.of(connection), major, key);
        }
    }

    private static Stop stop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                    SELECT lsn::text AS place, labelfile, coalesce(spcmapfile, '') AS tablespaces,
                        clock_timestamp() AS at
                    FROM pg_backup_stop(false)
                    """)) {
            row.next();
            return new Stop(
                    row.getTimestamp("at").toInstant(),
                    row.getString("place"),
                    row.getString("labelfile"),
                    row.getString("tablespaces"));
        }
    }

    private @Nullable String masterKey(Connection connection) throws SQLException {
        for (MasterKey key : settings.masterKeys().get()) {
            if (RingCheck.opens(connection, key)) {
                return key.fingerprint();
            }
        }
        return null;
    }
}
