package vouchsafe.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.backup.Archive;
import vouchsafe.backup.Progress;
import vouchsafe.backup.Restore;
import vouchsafe.backup.RestoreReport;
import vouchsafe.backup.RestoreTarget;

/** Restores a backup into a new data folder or an empty database. */
@Command(
        name = "restore",
        description = "Put a backup into a new data folder (--data) or an empty database (--db), and its files into the"
                + " storage that the settings name.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "A file that vouchsafe backup wrote.")
    private Path file = Path.of("");

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
        Progress progress = new Progress(settings::tell);
        // Before anything is made: a data folder, a database, a key.
        Archive archive = Archive.check(file, progress);
        if (!lostKey) {
            Restore.requireKey(
                    archive,
                    loaded.masterKeys().held(),
                    loaded.dataFolder().resolve("master.key") + " or master-key (VOUCHSAFE_MASTER_KEY)");
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
}
