package vouchsafe.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.backup.BackupRefused;
import vouchsafe.backup.Progress;
import vouchsafe.crypto.MasterKey;
import vouchsafe.crypto.RingCheck;
import vouchsafe.db.Jobs;
import vouchsafe.db.LongSessions;
import vouchsafe.embedded.Recovery;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.KeptObject;
import vouchsafe.files.KeptObjects;
import vouchsafe.mail.WaitingMail;

/**
 * Puts a data folder back to a moment of an archive: the newest copy of the rows from before it, the log up to it, and the files that the
 * rows then name. Servers find the rows only when all of that is done.
 */
public final class ArchiveRestore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ArchiveRestore.class);
    private static final String NAME = "vouchsafe restore";

    private final Shelf shelf;
    private final Plan plan;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();

    private ArchiveRestore(Shelf shelf, Plan plan, Progress progress) {
        this.shelf = shelf;
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Where files go.
     *
     * @param dataFolder a data folder without rows, which the caller owns
     * @param keys the master keys at hand
     */
    public record Target(Path dataFolder, FilesSettings files, List<MasterKey> keys) {}

    /**
     * Finds out how a moment is reached, and changes nothing.
     *
     * @param moment empty for the latest
     * @param timeline empty for that on which a server worked then
     * @throws BackupRefused where it can't be reached
     */
    public static ArchiveRestore plan(
            ArchivePlace place, Optional<Instant> moment, Optional<Integer> timeline, Instant now, Progress progress) {
        if (moment.filter(time -> time.isAfter(now)).isPresent()) {
            throw new BackupRefused("the moment " + moment.get() + " is still to come; it is " + now
                    + " now; without --to all of the archive is restored");
        }
        Shelf shelf = Shelf.at(place);
        try {
            progress.stage("looking at the archive");
            Plan plan = chronicle(shelf, place, moment).plan(moment, timeline);
            return new ArchiveRestore(shelf, plan, progress);
        } catch (IOException failure) {
            shelf.close();
            throw new BackupRefused("the archive " + place + " can't be read: " + failure.getMessage(), failure);
        } catch (RuntimeException failure) {
            shelf.close();
            throw failure;
        }
    }

    /** That of the one database in the archive; of several, of the one whose server worked at the moment. */
    private static Chronicle chronicle(Shelf shelf, ArchivePlace place, Optional<Instant> moment) throws IOException {
        List<String> folders = shelf.folders("");
        if (folders.contains("bases")) {
            return new Chronicle(new ClusterArchive(shelf, ""));
        }
        List<String> databases =
                folders.stream().filter(name -> name.matches("\\d{10,20}")).toList();
        if (databases.isEmpty()) {
            throw new BackupRefused("there is no archive of Vouchsafe's in " + place);
        }
        List<Chronicle> chronicles = new ArrayList<>();
        for (String database : databases) {
            chronicles.add(new Chronicle(new ClusterArchive(shelf, database + "/")));
        }
        if (chronicles.size() == 1) {
            return chronicles.getFirst();
        }
        if (moment.isEmpty()) {
            return chronicles.stream()
                    .filter(each -> each.newest().isPresent())
                    .max((one, other) ->
                            one.newest().orElseThrow().compareTo(other.newest().orElseThrow()))
                    .orElseThrow(() -> new BackupRefused("the archive has no log yet, and can't be restored from"));
        }
        List<Chronicle> covering =
                chronicles.stream().filter(each -> each.covers(moment.get())).toList();
        if (covering.size() != 1) {
            throw new BackupRefused("the archive " + place + " has the logs of several databases ("
                    + String.join(", ", databases) + "), and " + (covering.isEmpty() ? "none" : "more than one")
                    + " of them has that moment; name the folder of one of them");
        }
        return covering.getFirst();
    }

    /** When the copy was made that this restore begins with. */
    public Instant copyOf() {
        return plan.base().ended();
    }

    /**
     * Looks whether there is a key at all; which one the moment needs is known only when its rows are there.
     *
     * @throws BackupRefused where there is none
     */
    public void requireKey(List<MasterKey> held, String whereItGoes) {
        if (held.isEmpty()) {
            String needed = plan.base().manifest().masterKey();
            throw new BackupRefused("there is no master key at hand"
                    + (needed == null
                            ? ""
                            : "; the copy in the archive was made with the one with the fingerprint " + needed)
                    + "; put it into " + whereItGoes
                    + ", or, if it is lost, say --lost-key: then everyone has to sign in and every app to connect"
                    + " again");
        }
    }

    /**
     * Restores.
     *
     * @throws BackupRefused where it can't be; the target has no rows that a server would use
     */
    public ArchiveRestoreReport run(Target target) {
        if (Recovery.hasRows(target.dataFolder())) {
            throw new BackupRefused("the data folder " + target.dataFolder()
                    + " is not empty; an archive is restored into a new one (--data)");
        }
        int major = Recovery.majorVersion(target.dataFolder());
        if (plan.base().manifest().postgres() != major) {
            throw new BackupRefused("the archive is that of a PostgreSQL "
                    + plan.base().manifest().postgres()
                    + ", and this Vouchsafe brings PostgreSQL " + major + "; restore it with Vouchsafe "
                    + plan.base().manifest().program() + ", and then start this one on the data folder");
        }
        try (Recovery recovery = Recovery.begin(target.dataFolder())) {
            copyRows(recovery, target);
            ArchivedLog source = new ArchivedLog(plan, progress);
            recover(recovery, source);
            return complete(recovery, source, target);
        } catch (IOException | SQLException failure) {
            throw new BackupRefused("nothing was restored: " + failure.getMessage(), failure);
        }
    }

    private void copyRows(Recovery recovery, Target target) throws IOException {
        long all = plan.base().manifest().pieces().stream()
                .mapToLong(BaseManifest.Piece::size)
                .sum();
        long room = target.dataFolder().toFile().getUsableSpace();
        if (room < plan.base().manifest().bytes()) {
            throw new BackupRefused("there is no room for the rows in " + target.dataFolder() + ": they have "
                    + Progress.size(plan.base().manifest().bytes()) + ", and " + Progress.size(room)
                    + " can be used there");
        }
        try (PiecesRead pieces =
                        new PiecesRead(plan.archive(), plan.base(), read -> progress.bytes("rows", read, all));
                TarArchiveInputStream tar = new TarArchiveInputStream(
                        new GZIPInputStream(new BufferedInputStream(pieces, 1 << 18), 1 << 16),
                        StandardCharsets.UTF_8.name())) {
            RowsFolder rows = new RowsFolder();
            rows.read(tar, recovery.rows(), target.dataFolder());
            pieces.drain();
            BaseManifest manifest = plan.base().manifest();
            if (rows.files() != manifest.files()) {
                throw new BackupRefused(
                        "the copy of the rows in the archive has " + rows.files() + " files, and should have "
                                + manifest.files() + "; remove the folder bases/"
                                + plan.base().name()
                                + " of the archive to have the copy before it used");
            }
        }
    }

    private void recover(Recovery recovery, ArchivedLog source) throws IOException {
        progress.stage("replaying the log");
        try {
            recovery.run(plan.moment(), plan.timeline(), source);
        } catch (Recovery.LogEnded ended) {
            if (plan.gap().isPresent()) {
                throw Chronicle.missing(
                        plan.gap().get(), ended.last().orElse(plan.base().ended()), plan.moment());
            }
            throw plan.moment()
                    .map(moment -> Chronicle.ends(moment, ended.last()))
                    .orElseGet(() -> new BackupRefused("nothing was restored: the log ends before the copy was made"));
        }
    }

    private ArchiveRestoreReport complete(Recovery recovery, ArchivedLog source, Target target)
            throws IOException, SQLException {
        LongSessions sessions = new LongSessions(recovery.jdbcUrl(), NAME);
        try (Connection connection = sessions.getConnection()) {
            int timeline = Timeline.of(connection);
            reserve(recovery);
            long files = putFiles(connection, target);
            connection.setAutoCommit(false);
            Jobs.letGo(connection);
            int held = WaitingMail.hold(connection);
            connection.commit();
            if (target.keys().stream().noneMatch(key -> opens(connection, key))) {
                warnings.add(
                        "no master key at hand opens what the rows of that moment hold: put the one of that time in its"
                                + " place before a server is started");
            }
            String moment = plan.moment().map(Instant::toString).orElse("the end of the log");
            connection.close();
            recovery.finish();
            return new ArchiveRestoreReport(moment, timeline, source.given(), files, held, List.copyOf(warnings));
        }
    }

    private static boolean opens(Connection connection, MasterKey key) {
        try {
            return RingCheck.opens(connection, key);
        } catch (SQLException unreadable) {
            throw new BackupRefused("nothing was restored: " + unreadable.getMessage(), unreadable);
        }
    }

    /** Another restore that begins before a server runs on this one gets another timeline. */
    private void reserve(Recovery recovery) throws IOException {
        List<Path> histories = recovery.histories();
        try {
            for (Path history : histories) {
                new LogShipping(plan.archive()).put(history.getFileName().toString(), Files.readAllBytes(history));
            }
        } catch (IOException unwritten) {
            log.warn("event=restore result=not-reserved failure={}", unwritten.toString());
            warnings.add("the archive could not be written to (" + unwritten.getMessage()
                    + "): start a server on this data folder before anything else is restored from it");
        }
    }

    private long putFiles(Connection connection, Target target) throws IOException, SQLException {
        List<KeptObject> named = new ArrayList<>();
        KeptObjects.listAll(connection, named::add);
        long all = named.stream().mapToLong(KeptObject::size).sum();
        long done = 0;
        long missing = 0;
        long damaged = 0;
        try (KeptObjects storage = KeptObjects.in(target.files())) {
            for (KeptObject object : named) {
                progress.bytes("files", done, all);
                switch (put(storage, object)) {
                    case MISSING -> missing++;
                    case DAMAGED -> damaged++;
                    case THERE -> done += object.size();
                }
            }
        }
        if (missing > 0) {
            warnings.add(missing + " files that the rows name are not in the archive, and were not restored");
        }
        if (damaged > 0) {
            warnings.add(damaged + " files have other bytes in the archive than were once stored");
        }
        return named.size() - missing;
    }

    private enum Put {
        THERE,
        MISSING,
        DAMAGED
    }

    private Put put(KeptObjects storage, KeptObject object) throws IOException {
        if (storage.holds(Optional.of(object))) {
            return Put.THERE;
        }
        MessageDigest sum = Pieces.sha256();
        try (InputStream content = new DigestInputStream(
                object.size() == 0
                        ? InputStream.nullInputStream()
                        : plan.archive().openFile(object.key()),
                sum)) {
            storage.put(object.key(), content);
        } catch (NoSuchFileException missing) {
            return Put.MISSING;
        }
        return HexFormat.of().formatHex(sum.digest()).equals(object.sha256()) ? Put.THERE : Put.DAMAGED;
    }

    @Override
    public void close() {
        shelf.close();
    }
}
