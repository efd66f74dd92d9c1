package vouchsafe.app;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that every command has. */
final class SettingsOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Data folder; default: data beside the launcher.")
    private @Nullable String data;

    @Option(names = "--db", paramLabel = "URL", description = "PostgreSQL to use instead of the embedded one.")
    private @Nullable String db;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration file; default: DIR/vouchsafe.properties.")
    private @Nullable Path config;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** What the command was started with. */
    Surroundings surroundings() {
        return Surroundings.of(command);
    }

    /** The systemd that started this process, if one did. */
    ServiceManager systemd() {
        return ServiceManager.of(surroundings().environment());
    }

    /** An answer that goes to the output of the command. */
    Answer answer(boolean json) {
        return new Answer(json, command.commandLine().getOut());
    }

    /** A line of an answer that is a list for people. */
    void say(String line) {
        command.commandLine().getOut().println(line);
        command.commandLine().getOut().flush();
    }

    /** Tells people a thing beside the answer. */
    void tell(String words) {
        command.commandLine().getErr().println("vouchsafe: " + words);
    }

    /** Settings from these options, the environment and the file. */
    Settings load(Map<Setting, String> more) {
        return loader().load(options(more), Optional.ofNullable(config));
    }

    /** The same as far as they can be read, with what is wrong with the others. */
    ReadableSettings loadReadable(Map<Setting, String> more) {
        return ReadableSettings.of(faults -> loader().collect(options(more), Optional.ofNullable(config), faults));
    }

    private SettingsLoader loader() {
        Path home = Path.of(System.getProperty("vouchsafe.home", "")).toAbsolutePath();
        return new SettingsLoader(home, surroundings().environment());
    }

    private Map<Setting, String> options(Map<Setting, String> more) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        options.putAll(more);
        put(options, Setting.DATA_DIR, data);
        put(options, Setting.DB_URL, db);
        return options;
    }

    /** Adds an option that was given. */
    static void put(Map<Setting, String> options, Setting setting, @Nullable String value) {
        if (value != null) {
            options.put(setting, value);
        }
    }
}
