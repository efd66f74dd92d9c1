package vouchsafe.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.backup.Backup;
import vouchsafe.backup.BackupReport;
import vouchsafe.backup.BackupSource;
import vouchsafe.backup.Progress;

/** Backs up all rows and files, beside a running server or without one. */
@Command(
        name = "backup",
        description =
                "Write all rows and files of this moment into one file, with the server running or not. The master key"
                        + " is not in it: keep that elsewhere.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "The file to write, which is not there yet.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        BackupReport report;
        try (CommandDatabase database = CommandDatabase.open(loaded)) {
            BackupSource source = new BackupSource(
                    database.sessionUrl(loaded),
                    database.alone(),
                    Optional.of(loaded.files()),
                    loaded.dataFolder(),
                    () -> loaded.masterKeys().held(),
                    Vouchsafe.version());
            report = Backup.write(source, file, new Progress(settings::tell));
        }
        report.warnings().forEach(settings::tell);
        settings.answer(json)
                .with("file", file.toAbsolutePath().toString())
                .with("moment", report.moment())
                .with("tables", report.tables())
                .with("rows", report.rows())
                .with("files", report.files())
                .with("size", report.size())
                .with("master_key_fingerprint", report.masterKey().orElse("unknown"))
                .say("backup made, and read back");
        return 0;
    }
}
