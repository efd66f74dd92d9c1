package vouchsafe.app;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.archive.ArchivePlace;
import vouchsafe.archive.ArchiveRestore;
import vouchsafe.archive.ArchiveRestoreReport;
import vouchsafe.backup.Archive;
import vouchsafe.backup.Progress;
import vouchsafe.backup.Restore;
import vouchsafe.backup.RestoreReport;
import vouchsafe.backup.RestoreTarget;
import vouchsafe.crypto.MasterKey;

/** Restores a backup into a new data folder or an empty database, or an archive into a new data folder. */
@Command(
        name = "restore",
        description = "Put a backup into a new data folder (--data) or an empty database (--db), and its files into the"
                + " storage that the settings name. From an archive, a new data folder gets what was there at any"
                + " moment.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(
            index = "0",
            paramLabel = "FILE|ARCHIVE",
            description = "A file that vouchsafe backup wrote, or the folder or s3://BUCKET/PREFIX of an archive.")
    private String from = "";

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Of an archive, the moment to go back to, such as 2026-11-28T10:15:00Z or"
                    + " 2026-11-28T10:15:00+01:00; default: as late as possible.")
    private @Nullable String to;

    @Option(
            names = "--timeline",
            paramLabel = "N",
            description = "Of an archive into which several servers wrote at that moment, the one to follow.")
    private @Nullable Integer timeline;

    @Option(
            names = "--lost-key",
            description =
                    "Restore although the backup's master key is lost: everyone has to sign in and every app to connect"
                            + " again.")
    private boolean lostKey;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        if (from.startsWith("s3:") || Files.isDirectory(path())) {
            return archive(loaded);
        }
        if (to != null || timeline != null) {
            throw new InvalidSettings(
                    "--to and --timeline go with an archive, and " + from + " is none: a backup is of one moment");
        }
        Path file = path();
        Progress progress = new Progress(settings::tell);
        // Before anything is made: a data folder, a database, a key.
        Archive archive = Archive.check(file, progress);
        if (!lostKey) {
            Restore.requireKey(archive, loaded.masterKeys().held(), keyPlace(loaded));
        }
        RestoreReport report;
        try (CommandDatabase database = CommandDatabase.open(loaded)) {
            if (database.servedAt().isPresent()) {
                throw new CommandFailed("a server runs on the data folder " + loaded.dataFolder()
                        + "; a backup is restored into a new one (--data) or an empty database (--db)");
            }
            report = Restore.run(
                    archive,
                    new RestoreTarget(database.sessionUrl(loaded), Optional.of(loaded.files()), loaded.dataFolder()),
                    progress);
        }
        report.warnings().forEach(settings::tell);
        if (report.heldMails() > 0) {
            settings.tell(
                    report.heldMails() + " mails that waited when the backup was made are held, since they may have"
                            + " been sent after it; administrators can send them on the mail page");
        }
        settings.answer(json)
                .with("moment", report.moment())
                .with("rows", report.rows())
                .with("files", report.files())
                .with("held_mails", report.heldMails())
                .say("restored; what was withdrawn, erased or revoked after that moment is as it was at that moment");
        return 0;
    }

    private Path path() {
        try {
            return Path.of(from);
        } catch (InvalidPathException noPath) {
            throw new InvalidSettings("no file can have the name that was given: " + noPath.getReason());
        }
    }

    private static String keyPlace(Settings loaded) {
        return loaded.dataFolder().resolve("master.key") + " or master-key (VOUCHSAFE_MASTER_KEY)";
    }

    private int archive(Settings loaded) {
        if (loaded.databaseUrl().isPresent()) {
            throw new InvalidSettings(
                    "an archive is restored into a data folder (--data), whose database comes along; take"
                            + " db-url (--db) out");
        }
        Optional<Instant> moment = Optional.ofNullable(to).map(RestoreCommand::moment);
        ArchivePlace place = loaded.archiveAddress().place("ARCHIVE", from);
        Progress progress = new Progress(settings::tell);
        try (ArchiveRestore restore =
                ArchiveRestore.plan(place, moment, Optional.ofNullable(timeline), Instant.now(), progress)) {
            List<MasterKey> keys = loaded.masterKeys().held();
            if (!lostKey) {
                restore.requireKey(keys, keyPlace(loaded));
            }
            try (DataFolder folder = DataFolder.own(loaded.dataFolder())
                    .orElseThrow(() -> new CommandFailed("the data folder " + loaded.dataFolder() + " is in use by "
                            + DataFolder.owner(loaded.dataFolder())
                            + "; an archive is restored into a new one (--data)"))) {
                settings.tell("from the copy of " + restore.copyOf());
                return tell(restore.run(new ArchiveRestore.Target(folder.path(), loaded.files(), keys)));
            }
        }
    }

    private int tell(ArchiveRestoreReport report) {
        report.warnings().forEach(settings::tell);
        if (report.heldMails() > 0) {
            settings.tell(
                    report.heldMails() + " mails that waited then are held, since they may have been sent after it;"
                            + " administrators can send them on the mail page");
        }
        settings.answer(json)
                .with("moment", report.moment())
                .with("timeline", report.timeline())
                .with("segments", report.segments())
                .with("files", report.files())
                .with("held_mails", report.heldMails())
                .say("restored; what was withdrawn, erased or revoked after that moment is as it was at that moment");
        return 0;
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new InvalidSettings("--to must be a date, a time and its offset, such as 2026-11-28T10:15:00Z or"
                    + " 2026-11-28T10:15:00+01:00, not \"" + text + "\"");
        }
    }
}
