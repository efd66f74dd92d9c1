package vouchsafe.app;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.audit.Actor;
import vouchsafe.files.ProjectAllowance;
import vouchsafe.files.QuotaText;
import vouchsafe.files.Quotas;
import vouchsafe.files.StorageUse;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Says how much a project stores, and allows it more or less than the settings do. */
@Command(
        name = "storage",
        description = "Show how much a project stores, and change how much it may. 0 is no limit, default the setting.")
final class ProjectStorageCommand implements Callable<Integer> {
    private static final String DEFAULT = "default";

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "SLUG", description = "The project's name in its addresses.")
    private String slug = "";

    @Option(names = "--size", paramLabel = "SIZE", description = "All its files together, such as 500GB.")
    private @Nullable String size;

    @Option(names = "--files", paramLabel = "N", description = "Number of its files.")
    private @Nullable String files;

    @Option(names = "--day-size", paramLabel = "SIZE", description = "What comes with one token in a day.")
    private @Nullable String daySize;

    @Option(names = "--day-files", paramLabel = "N", description = "Number of files with one token in a day.")
    private @Nullable String dayFiles;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        try (Rooms rooms = Rooms.open(loaded)) {
            Project project = rooms.get(Projects.class)
                    .bySlug(slug)
                    .orElseThrow(() -> new CommandFailed("there is no project " + slug));
            Quotas quotas = rooms.get(Quotas.class);
            ProjectAllowance now = quotas.allowance(project.id());
            ProjectAllowance wanted = new ProjectAllowance(
                    figure("--files", files, now.files(), QuotaText::number),
                    figure("--size", size, now.bytes(), QuotaText::size),
                    figure("--day-files", dayFiles, now.filesADay(), QuotaText::number),
                    figure("--day-size", daySize, now.bytesADay(), QuotaText::size));
            quotas.allow(project.id(), project.clientRowId(), wanted, Actor.COMMAND_LINE);
            say(project, quotas);
        }
        return 0;
    }

    private void say(Project project, Quotas quotas) {
        StorageUse stored = quotas.ofProject(project.id());
        StorageUse day = quotas.today(project.id(), project.clientRowId());
        settings.answer(json)
                .with("bytes", Long.toString(stored.bytes()))
                .with("bytes_allowed", Long.toString(stored.quota().bytes()))
                .with("files", Long.toString(stored.files()))
                .with("files_allowed", Long.toString(stored.quota().files()))
                .with("bytes_allowed_a_day", Long.toString(day.quota().bytes()))
                .with("files_allowed_a_day", Long.toString(day.quota().files()))
                .say("project " + project.name());
    }

    private static @Nullable Long figure(
            String option, @Nullable String given, @Nullable Long now, Function<String, QuotaText> reading) {
        if (given == null) {
            return now;
        }
        QuotaText read = reading.apply(given.strip().equals(DEFAULT) ? "" : given);
        read.fault().ifPresent(why -> {
            throw new CommandFailed(option + ": " + why.replace("or nothing", "or default"));
        });
        return read.value();
    }
}
