package vouchsafe.app;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.accounts.Authority;
import vouchsafe.crypto.MasterKey;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.S3Settings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.WebSettings;

/** Reads settings: an option beats the environment, the environment beats the file, the file beats the default. */
final class SettingsLoader {
    private static final String CONFIG_VARIABLE = "VOUCHSAFE_CONFIG";
    private static final String FILE_NAME = "vouchsafe.properties";
    /** Variables that the launcher or the tests read, and that are no settings. */
    private static final List<String> VARIABLES_OF_OTHERS =
            List.of(CONFIG_VARIABLE, "VOUCHSAFE_JAVA_OPTIONS", "VOUCHSAFE_TESTS_REQUIRE_ALL");

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(24);

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
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.defaultText());
        }
        values.put(
                Setting.DATA_DIR, home.resolve(Setting.DATA_DIR.defaultText()).toString());
        Map<Setting, String> withoutFile = new EnumMap<>(values);
        withoutFile.putAll(fromEnvironment);
        withoutFile.putAll(options);
        values.putAll(fromFile(configFile, Path.of(withoutFile.getOrDefault(Setting.DATA_DIR, ""))));
        values.putAll(fromEnvironment);
        values.putAll(options);
        return read(values);
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

    private static Settings read(Map<Setting, String> values) {
        int port = number(values, Setting.PORT, 0, 65_535);
        Optional<URI> baseUrl = text(values, Setting.BASE_URL).map(SettingsLoader::baseUrl);
        String host = baseUrl.map(URI::getHost).orElse("localhost");
        String from = text(values, Setting.MAIL_FROM).orElse("vouchsafe@" + host);
        int smtpPort = number(values, Setting.SMTP_PORT, 1, 65_535);
        MailSettings.Encryption encryption = choice(values, Setting.SMTP_TLS, MailSettings.Encryption.values());
        Optional<MailSettings.Relay> relay = text(values, Setting.SMTP_HOST)
                .map(smtpHost -> new MailSettings.Relay(
                        smtpHost,
                        smtpPort,
                        encryption,
                        text(values, Setting.SMTP_USER).orElse(""),
                        text(values, Setting.SMTP_PASSWORD).orElse("")));
        if (relay.isEmpty() && text(values, Setting.SMTP_USER).isPresent()) {
            throw new InvalidSettings("smtp-user is set but smtp-host is not; set both or neither");
        }
        Path dataFolder = Path.of(text(values, Setting.DATA_DIR).orElse("data"))
                .toAbsolutePath()
                .normalize();
        return new Settings(
                port,
                text(values, Setting.LISTEN).orElse("127.0.0.1"),
                dataFolder,
                baseUrl,
                text(values, Setting.AUTHORITY).map(SettingsLoader::authority),
                text(values, Setting.DB_URL).map(url -> DatabaseAddress.jdbcUrl(Setting.DB_URL, url)),
                number(values, Setting.DB_POOL_SIZE, 2, 1_000),
                feedUrl(values),
                databaseLimits(values),
                text(values, Setting.MASTER_KEY).map(SettingsLoader::masterKey),
                number(values, Setting.MEMBER_CAP, 1, 1_000_000),
                number(values, Setting.ERASURE_DAYS, 1, 3_650),
                new AccountSettings(
                        number(values, Setting.SIGN_UPS_PER_NETWORK, 1, 1_000_000),
                        number(values, Setting.MAILS_PER_NETWORK, 1, 1_000_000)),
                size(values, Setting.DISK_RESERVE),
                new FilesSettings(
                        dataFolder.resolve("files"),
                        size(values, Setting.MAX_FILE_SIZE),
                        size(values, Setting.MIN_FREE_SPACE),
                        s3(values)),
                new MailSettings(from, relay),
                web(values),
                choice(values, Setting.LOG_FORMAT, Settings.LogFormat.values()));
    }

    private static Optional<String> feedUrl(Map<Setting, String> values) {
        if (text(values, Setting.DB_FEED_URL).isPresent()
                && text(values, Setting.DB_URL).isEmpty()) {
            throw new InvalidSettings(
                    "db-feed-url (VOUCHSAFE_DB_FEED_URL) is set but db-url is not; set both or neither");
        }
        return text(values, Setting.DB_FEED_URL).map(url -> DatabaseAddress.jdbcUrl(Setting.DB_FEED_URL, url));
    }

    private static DatabaseLimits databaseLimits(Map<Setting, String> values) {
        try {
            return new DatabaseLimits(
                    duration(values, Setting.DB_CONNECT_TIMEOUT),
                    duration(values, Setting.DB_LOGIN_TIMEOUT),
                    duration(values, Setting.DB_WAIT_TIMEOUT),
                    duration(values, Setting.DB_STATEMENT_TIMEOUT),
                    duration(values, Setting.DB_LOCK_TIMEOUT),
                    duration(values, Setting.DB_IDLE_TRANSACTION_TIMEOUT),
                    duration(values, Setting.DB_SOCKET_TIMEOUT),
                    duration(values, Setting.DB_JOB_TIMEOUT));
        } catch (IllegalArgumentException contradiction) {
            throw new InvalidSettings("db-lock-timeout, db-statement-timeout, db-socket-timeout, db-job-timeout: "
                    + contradiction.getMessage());
        }
    }

    private static Optional<S3Settings> s3(Map<Setting, String> values) {
        List<Setting> needed = List.of(Setting.S3_BUCKET, Setting.S3_ACCESS_KEY, Setting.S3_SECRET_KEY);
        Optional<URI> endpoint = text(values, Setting.S3_ENDPOINT).map(SettingsLoader::storeAddress);
        for (Setting setting : needed) {
            if (endpoint.isPresent() != text(values, setting).isPresent()) {
                throw new InvalidSettings("s3-endpoint, s3-bucket, s3-access-key and s3-secret-key belong together; set"
                        + " all of them or none");
            }
        }
        if (endpoint.isPresent() && size(values, Setting.MAX_FILE_SIZE) > S3Settings.LARGEST) {
            throw new InvalidSettings(
                    "max-file-size (VOUCHSAFE_MAX_FILE_SIZE) can be at most 78GB with an object store");
        }
        return endpoint.map(address -> new S3Settings(
                address,
                text(values, Setting.S3_BUCKET).orElseThrow(),
                text(values, Setting.S3_REGION).orElse("us-east-1"),
                text(values, Setting.S3_ACCESS_KEY).orElseThrow(),
                text(values, Setting.S3_SECRET_KEY).orElseThrow()));
    }

    private static URI storeAddress(String text) {
        try {
            return new PublicAddress(URI.create(text)).base();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("s3-endpoint (VOUCHSAFE_S3_ENDPOINT) must be an http or https URL");
        }
    }

    private static WebSettings web(Map<Setting, String> values) {
        try {
            return new WebSettings(
                    text(values, Setting.TRUSTED_PROXIES).stream()
                            .flatMap(list -> Arrays.stream(list.split(",")))
                            .map(String::strip)
                            .filter(network -> !network.isEmpty())
                            .toList(),
                    choice(values, Setting.OUTBOUND_PRIVATE, YesNo.values()) == YesNo.TRUE);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("trusted-proxies (VOUCHSAFE_TRUSTED_PROXIES): " + wrong.getMessage());
        }
    }

    private enum YesNo {
        TRUE,
        FALSE
    }

    private static Optional<String> text(Map<Setting, String> values, Setting setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isBlank());
    }

    private static long size(Map<Setting, String> values, Setting setting) {
        String value = text(values, setting).orElse(setting.defaultText());
        try {
            long bytes = DataSize.parse(value).toBytes();
            if (bytes > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException | ArithmeticException notASize) {
            // Refused below, in the same words as a size of zero.
        }
        throw new InvalidSettings(setting.key() + " (" + setting.variable()
                + ") must be a size such as 500MB or 5GB, not \"" + value + "\"");
    }

    private static Duration duration(Map<Setting, String> values, Setting setting) {
        String value = text(values, setting).orElse(setting.defaultText());
        try {
            Duration duration = DurationStyle.SIMPLE.parse(value);
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException notADuration) {
            // Refused below, in the same words as one out of range.
        }
        throw new InvalidSettings(setting.key() + " (" + setting.variable()
                + ") must be a time from 100ms to 24h, such as 500ms, 10s or 5m, not \"" + value + "\"");
    }

    private static int number(Map<Setting, String> values, Setting setting, int least, int most) {
        String value = text(values, setting).orElse(setting.defaultText());
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, in the same words as a number out of range.
        }
        throw new InvalidSettings(setting.key() + " (" + setting.variable() + ") must be a whole number from " + least
                + " to " + most + ", not \"" + value + "\"");
    }

    private static <E extends Enum<E>> E choice(Map<Setting, String> values, Setting setting, E[] choices) {
        String value = text(values, setting).orElse(setting.defaultText());
        Function<E, String> word = choice -> choice.name().toLowerCase(Locale.ROOT);
        return Arrays.stream(choices)
                .filter(choice -> word.apply(choice).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings(setting.key() + " (" + setting.variable() + ") must be one of "
                        + String.join(", ", Arrays.stream(choices).map(word).toList()) + ", not \"" + value + "\""));
    }

    private static MasterKey masterKey(String text) {
        try {
            return MasterKey.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("master-key (VOUCHSAFE_MASTER_KEY): " + wrong.getMessage());
        }
    }

    private static String authority(String text) {
        try {
            return new Authority(text).value();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("authority (VOUCHSAFE_AUTHORITY) " + wrong.getMessage());
        }
    }

    private static URI baseUrl(String text) {
        try {
            return new PublicAddress(URI.create(text)).base();
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings("base-url (VOUCHSAFE_BASE_URL): " + wrong.getMessage());
        }
    }
}
