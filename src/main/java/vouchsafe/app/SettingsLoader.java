package vouchsafe.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** Collects settings: an option beats the environment, the environment beats the file, the file beats the default. */
final class SettingsLoader {
    private static final String CONFIG_VARIABLE = "VOUCHSAFE_CONFIG";
    private static final String FILE_NAME = "vouchsafe.properties";
    /** Variables that the launcher or the tests read, and that are no settings. */
    private static final List<String> VARIABLES_OF_OTHERS =
            List.of(CONFIG_VARIABLE, "VOUCHSAFE_JAVA_OPTIONS", "VOUCHSAFE_TESTS_REQUIRE_ALL");

    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home folder that a relative default data folder lies in
     * @param environment the process's environment
     */
    SettingsLoader(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /**
     * Reads and checks everything.
     *
     * @param options the settings from the command line
     * @param configFile the file that the command line names
     * @throws InvalidSettings with the setting and the values it takes
     */
    Settings load(Map<Setting, String> options, Optional<Path> configFile) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<Setting, String> fromEnvironment = fromEnvironment();
        values.put(
                Setting.DATA_DIR, home.resolve(Setting.DATA_DIR.defaultText()).toString());
        Map<Setting, String> withoutFile = new EnumMap<>(values);
        withoutFile.putAll(fromEnvironment);
        withoutFile.putAll(options);
        values.putAll(fromFile(configFile, Path.of(withoutFile.getOrDefault(Setting.DATA_DIR, ""))));
        values.putAll(fromEnvironment);
        values.putAll(options);
        return Settings.of(values);
    }

    private Map<Setting, String> fromEnvironment() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        List<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).toList();
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith("VOUCHSAFE_") || VARIABLES_OF_OTHERS.contains(name)) {
                continue;
            }
            if (!known.contains(name)) {
                throw new InvalidSettings(
                        "the environment variable " + name + " is not a setting of Vouchsafe; did you mean "
                                + NearestName.to(name, known) + "? Rename or remove it");
            }
            // An empty variable is how deployment tools say "not set".
            if (!variable.getValue().isBlank()) {
                values.put(Setting.values()[known.indexOf(name)], variable.getValue());
            }
        }
        return values;
    }

    private Map<Setting, String> fromFile(Optional<Path> named, Path dataFolder) {
        Optional<Path> explicit = named.or(
                () -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of));
        Path file = explicit.orElseGet(() -> dataFolder.resolve(FILE_NAME));
        if (explicit.isEmpty() && !Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException failure) {
            throw new InvalidSettings("the configuration file " + file + " cannot be read: " + failure);
        }
        List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String key :
                new TreeMap<>(properties).keySet().stream().map(String::valueOf).toList()) {
            Setting setting = Setting.byKey(key)
                    .orElseThrow(() -> new InvalidSettings("the key " + key + " in " + file
                            + " is not a setting of Vouchsafe; did you mean " + NearestName.to(key, known)
                            + "? Rename or remove it"));
            if (setting == Setting.DATA_DIR && explicit.isEmpty()) {
                throw new InvalidSettings("the file " + file + " was found through the data folder and so cannot name "
                        + "another one; remove data-dir from it");
            }
            values.put(setting, properties.getProperty(key).strip());
        }
        return values;
    }
}
