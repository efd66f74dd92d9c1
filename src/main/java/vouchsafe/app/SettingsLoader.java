package vouchsafe.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Collects settings: an option beats the environment, the environment beats systemd's credentials, these beat the file, and the
 * file beats the default.
 */
final class SettingsLoader {
    private static final String CONFIG_VARIABLE = "VOUCHSAFE_CONFIG";
    private static final String FILE_NAME = "vouchsafe.properties";
    /** Variables that the launcher or the tests read, and that are no settings. */
    private static final List<String> VARIABLES_OF_OTHERS =
            List.of(CONFIG_VARIABLE, "VOUCHSAFE_HEAP", "VOUCHSAFE_JAVA_OPTIONS", "VOUCHSAFE_TESTS_REQUIRE_ALL");

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
        return Settings.of(collect(options, configFile, fault -> {
            throw fault;
        }));
    }

    /**
     * Reads everything, as it was given.
     *
     * @param faults is told what can't be read; where it returns, the rest is read all the same
     */
    Map<Setting, String> collect(
            Map<Setting, String> options, Optional<Path> configFile, Consumer<InvalidSettings> faults) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        Map<Setting, String> fromEnvironment = fromEnvironment(faults);
        values.put(
                Setting.DATA_DIR, home.resolve(Setting.DATA_DIR.defaultText()).toString());
        Map<Setting, String> withoutFile = new EnumMap<>(values);
        withoutFile.putAll(fromEnvironment);
        withoutFile.putAll(options);
        values.putAll(fromFile(configFile, Path.of(withoutFile.getOrDefault(Setting.DATA_DIR, "")), faults));
        values.putAll(fromCredentials(faults));
        values.putAll(fromEnvironment);
        values.putAll(options);
        return values;
    }

    private Map<Setting, String> fromEnvironment(Consumer<InvalidSettings> faults) {
        Map<String, Setting> known = new LinkedHashMap<>();
        Map<String, Setting> files = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            known.put(setting.variable(), setting);
            if (setting.secret()) {
                files.put(setting.fileVariable(), setting);
            }
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            // An empty variable is how deployment tools say "not set".
            boolean set = !variable.getValue().isBlank();
            if (!name.startsWith("VOUCHSAFE_") || VARIABLES_OF_OTHERS.contains(name)) {
                continue;
            }
            Setting setting = known.get(name);
            Setting ofFile = files.get(name);
            if (setting != null && set) {
                values.put(setting, variable.getValue());
            } else if (ofFile != null && set) {
                // Its own variable comes before it in the order of names.
                if (values.containsKey(ofFile)) {
                    faults.accept(bothGiven(ofFile.variable(), name));
                } else {
                    putSecret(values, ofFile, name, Path.of(variable.getValue()), faults);
                }
            } else if (setting == null && ofFile == null) {
                faults.accept(new InvalidSettings(
                        "the environment variable " + name + " is not a setting of Vouchsafe; did you mean "
                                + NearestName.to(name, all(known, files)) + "? Rename or remove it"));
            }
        }
        return values;
    }

    private static void putSecret(
            Map<Setting, String> values, Setting setting, String named, Path file, Consumer<InvalidSettings> faults) {
        try {
            values.put(setting, SecretFile.read(named, file));
        } catch (InvalidSettings unreadable) {
            faults.accept(unreadable);
        }
    }

    private static List<String> all(Map<String, Setting> known, Map<String, Setting> files) {
        return Stream.concat(known.keySet().stream(), files.keySet().stream()).toList();
    }

    private static InvalidSettings bothGiven(String value, String file) {
        return new InvalidSettings(value + " and " + file + " are both given; remove one of them");
    }

    /** Secrets that systemd's LoadCredential= puts into a folder, each under the name of its key (systemd.exec(5)). */
    private Map<Setting, String> fromCredentials(Consumer<InvalidSettings> faults) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        String folder = environment.getOrDefault("CREDENTIALS_DIRECTORY", "");
        if (folder.isEmpty()) {
            return values;
        }
        for (Setting setting : Setting.values()) {
            Path credential = Path.of(folder, setting.key());
            if (setting.secret() && Files.exists(credential)) {
                putSecret(values, setting, "the credential " + setting.key(), credential, faults);
            }
        }
        return values;
    }

    private Map<Setting, String> fromFile(Optional<Path> named, Path dataFolder, Consumer<InvalidSettings> faults) {
        Optional<Path> explicit = named.or(
                () -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of));
        Path file = explicit.orElseGet(() -> dataFolder.resolve(FILE_NAME));
        if (explicit.isEmpty() && !Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException failure) {
            faults.accept(new InvalidSettings("the configuration file " + file + " " + FileTrouble.unread(failure)));
        } catch (IllegalArgumentException malformed) {
            faults.accept(new InvalidSettings(
                    "the configuration file " + file + " cannot be read: " + malformed.getMessage()));
        }
        Map<String, Setting> known = new LinkedHashMap<>();
        Map<String, Setting> files = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            known.put(setting.key(), setting);
            if (setting.secret()) {
                files.put(setting.fileKey(), setting);
            }
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (String key :
                new TreeMap<>(properties).keySet().stream().map(String::valueOf).toList()) {
            String value = properties.getProperty(key).strip();
            Setting setting = known.get(key.toLowerCase(Locale.ROOT));
            Setting ofFile = files.get(key.toLowerCase(Locale.ROOT));
            if (setting != null) {
                values.put(setting, value);
            } else if (ofFile != null) {
                if (!values.getOrDefault(ofFile, "").isEmpty()) {
                    faults.accept(bothGiven(ofFile.key(), key + " in " + file));
                    continue;
                }
                Path folder =
                        Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
                putSecret(values, ofFile, key, folder.resolve(value), faults);
            } else {
                faults.accept(new InvalidSettings("the key " + key + " in " + file
                        + " is not a setting of Vouchsafe; did you mean " + NearestName.to(key, all(known, files))
                        + "? Rename or remove it"));
            }
            if (setting == Setting.DATA_DIR && explicit.isEmpty()) {
                values.remove(setting);
                faults.accept(new InvalidSettings(
                        "the file " + file + " was found through the data folder and so cannot name "
                                + "another one; remove data-dir from it"));
            }
        }
        return values;
    }
}
