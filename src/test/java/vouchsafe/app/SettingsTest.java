package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.archive.ArchivePlace;
import vouchsafe.archive.ArchiveSettings;
import vouchsafe.web.UnixSocket;

class SettingsTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private Settings load(Map<Setting, String> options) {
        return new SettingsLoader(home, environment).load(options, Optional.empty());
    }

    private void file(String lines) throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/vouchsafe.properties"), lines);
    }

    @Test
    void every_default_is_known() {
        Settings settings = load(Map.of());
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.listen()).isEqualTo("127.0.0.1");
        assertThat(settings.listening().socket()).isEmpty();
        assertThat(settings.listening().http2()).isFalse();
        assertThat(settings.dataFolder()).isEqualTo(home.resolve("data"));
        assertThat(settings.publicAddress()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.ownAuthority().value()).isEqualTo("localhost");
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.feedUrl()).isEmpty();
        assertThat(settings.poolSize()).isEqualTo(16);
        assertThat(settings.databaseLimits())
                .hasToString("DatabaseLimits[connect=PT3S, login=PT10S, turn=PT3S, statement=PT10S, lock=PT2S,"
                        + " idleTransaction=PT20S, socket=PT15S, job=PT5M]");
        assertThat(settings.masterKey()).isEmpty();
        assertThat(settings.projects().memberCap()).isEqualTo(20);
        assertThat(settings.projects().erasureDeadline()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.accounts().signUpsPerNetwork()).isEqualTo(300);
        assertThat(settings.accounts().mailsPerNetwork()).isEqualTo(60);
        assertThat(settings.diskReserve()).isEqualTo(128L << 20);
        assertThat(settings.files().folder()).isEqualTo(home.resolve("data/files"));
        assertThat(settings.files().largest()).isEqualTo(5L * 1024 * 1024 * 1024);
        assertThat(settings.files().reserve()).isEqualTo(512L << 20);
        assertThat(settings.files().s3()).isEmpty();
        assertThat(settings.mail().from()).isEqualTo("vouchsafe@localhost");
        assertThat(settings.mail().relay()).isEmpty();
        assertThat(settings.web().trustedProxies()).isEmpty();
        assertThat(settings.web().outboundPrivate()).isFalse();
        assertThat(settings.logFormat()).isEqualTo(Settings.LogFormat.TEXT);
        assertThat(settings.metrics().on()).isFalse();
        assertThat(settings.metrics().address()).isEqualTo("127.0.0.1");
        assertThat(settings.traces().url()).isEmpty();
        assertThat(settings.traces().percent()).isEqualTo(100);
        assertThat(settings.slowStatement()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.archive()).isEmpty();
    }

    @Test
    void an_archive_is_a_folder_elsewhere_or_a_bucket_with_its_store_or_that_of_files() {
        ArchiveSettings folder =
                load(Map.of(Setting.ARCHIVE, "/mnt/archive/")).archive().orElseThrow();
        assertThat(folder.place()).hasToString("/mnt/archive");
        assertThat(folder.keep()).isEqualTo(Duration.ofDays(7));
        Map<Setting, String> store = Map.of(
                Setting.ARCHIVE, "s3://bucket/of/this/",
                Setting.ARCHIVE_S3_ENDPOINT, "https://s3.example.net",
                Setting.ARCHIVE_S3_ACCESS_KEY, "access",
                Setting.ARCHIVE_S3_SECRET_KEY, "secret");
        assertThat(load(store).archive().orElseThrow().place()).hasToString("s3://bucket/of/this/");
        Map<Setting, String> files = Map.of(
                Setting.ARCHIVE, "s3://bucket",
                Setting.S3_ENDPOINT, "https://s3.example.org",
                Setting.S3_BUCKET, "files",
                Setting.S3_ACCESS_KEY, "access",
                Setting.S3_SECRET_KEY, "secret");
        assertThat(load(files).archive().orElseThrow().place())
                .isInstanceOfSatisfying(
                        ArchivePlace.Bucket.class,
                        bucket ->
                                assertThat(bucket.store().endpoint()).isEqualTo(URI.create("https://s3.example.org")));
        assertNoArchive(Map.of(Setting.ARCHIVE, "s3://bucket/x"), "archive (VOUCHSAFE_ARCHIVE) names a bucket and no");
        assertNoArchive(Map.of(Setting.ARCHIVE, "s3:/bucket"), "must be a folder, or s3://BUCKET/PREFIX");
        assertNoArchive(Map.of(Setting.ARCHIVE, home + "/data/archive"), "must not lie in the data folder");
        assertNoArchive(
                Map.of(Setting.ARCHIVE, "/mnt/archive", Setting.DB_URL, "postgresql://u:p@host/db"),
                "is for the database that comes along");
        assertNoArchive(Map.of(Setting.ARCHIVE_S3_ACCESS_KEY, "access"), "belong together");
    }

    private void assertNoArchive(Map<Setting, String> settings, String words) {
        assertThatThrownBy(() -> load(settings).archive())
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining(words);
    }

    @Test
    void metrics_have_a_token_that_cannot_be_guessed_and_a_port_that_is_not_the_servers() {
        assertThat(load(Map.of(Setting.METRICS_TOKEN, "0123456789abcdef"))
                        .metrics()
                        .atServer())
                .isTrue();
        assertThat(load(Map.of(Setting.METRICS_PORT, "9187")).metrics().atServer())
                .isFalse();
        assertThatThrownBy(() -> load(Map.of(Setting.METRICS_TOKEN, "short")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("metrics-token (VOUCHSAFE_METRICS_TOKEN) must be 16 characters or more")
                .hasMessageNotContaining("\"short\"");
        assertThatThrownBy(() -> load(Map.of(Setting.PORT, "9187", Setting.METRICS_PORT, "9187")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("metrics-port (VOUCHSAFE_METRICS_PORT) is the same as port");
    }

    @Test
    void an_option_beats_the_environment_which_beats_the_file_which_beats_the_default() throws IOException {
        file("port=1\nmember-cap=1\ndb-pool-size=5\n");
        environment.put("VOUCHSAFE_PORT", "2");
        environment.put("VOUCHSAFE_MEMBER_CAP", "2");
        Settings settings = load(Map.of(Setting.PORT, "3"));
        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.projects().memberCap()).isEqualTo(2);
        assertThat(settings.poolSize()).isEqualTo(5);
    }

    @Test
    void an_empty_variable_counts_as_unset() throws IOException {
        file("port=1\n");
        environment.put("VOUCHSAFE_PORT", "");
        assertThat(load(Map.of()).port()).isEqualTo(1);
    }

    @Test
    void the_environment_names_another_file() throws IOException {
        Path other = Files.writeString(home.resolve("other.properties"), "port = 99\ndata-dir = /elsewhere\n");
        environment.put("VOUCHSAFE_CONFIG", other.toString());
        assertThat(load(Map.of()).port()).isEqualTo(99);
        assertThat(load(Map.of()).dataFolder()).isEqualTo(Path.of("/elsewhere"));
    }

    @Test
    void a_missing_file_that_was_named_is_refused() {
        environment.put("VOUCHSAFE_CONFIG", "/nowhere/vouchsafe.properties");
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("/nowhere/vouchsafe.properties is not there");
    }

    @Test
    void an_unknown_variable_is_refused_with_the_nearest_known_one() {
        environment.put("VOUCHSAFE_BASEURL", "https://example.org");
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("the environment variable VOUCHSAFE_BASEURL is not a setting of Vouchsafe; did you mean"
                        + " VOUCHSAFE_BASE_URL? Rename or remove it");
    }

    @Test
    void an_unknown_key_in_the_file_is_refused_with_the_nearest_known_one() throws IOException {
        file("prot=80\n");
        assertThatThrownBy(() -> load(Map.of()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("the key prot in")
                .hasMessageContaining("did you mean port?");
    }

    @Test
    void a_file_found_in_the_data_folder_cannot_name_another_one() throws IOException {
        file("data-dir=/elsewhere\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("remove data-dir");
    }

    private String secret(String content) throws IOException {
        return Files.writeString(Files.createTempFile(home, "secret", ""), content)
                .toString();
    }

    @Test
    void every_secret_can_come_from_a_file() throws IOException {
        Map<Setting, String> secrets = Map.of(
                Setting.DB_URL, "jdbc:postgresql://db.example/v?password=of-the-db",
                Setting.DB_FEED_URL, "jdbc:postgresql://db2.example/v?password=of-the-db",
                Setting.MASTER_KEY, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                Setting.MASTER_KEY_OLD, "HxECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                Setting.S3_ACCESS_KEY, "access",
                Setting.S3_SECRET_KEY, "secret key",
                Setting.SMTP_PASSWORD, "  of the relay ",
                Setting.METRICS_TOKEN, "0123456789abcdef",
                Setting.ARCHIVE_S3_ACCESS_KEY, "access of the archive",
                Setting.ARCHIVE_S3_SECRET_KEY, "secret of the archive");
        assertThat(secrets.keySet())
                .containsExactlyInAnyOrder(
                        Arrays.stream(Setting.values()).filter(Setting::secret).toArray(Setting[]::new));
        Map<Setting, String> others = Map.of(
                Setting.S3_ENDPOINT, "https://s3.example.org",
                Setting.S3_BUCKET, "files",
                Setting.ARCHIVE_S3_ENDPOINT, "https://s3.example.net",
                Setting.SMTP_HOST, "relay.example",
                Setting.SMTP_USER, "me");

        for (Map.Entry<Setting, String> each : secrets.entrySet()) {
            environment.put(each.getKey().fileVariable(), secret(each.getValue() + "\n"));
        }
        assertSecrets(load(others));

        environment.clear();
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Setting, String> each : secrets.entrySet()) {
            lines.append(each.getKey().fileKey())
                    .append('=')
                    .append(secret(each.getValue() + "\r\n"))
                    .append('\n');
        }
        file(lines.toString());
        assertSecrets(load(others));

        file("smtp-password=another\nmaster-key=\n");
        Path credentials = Files.createDirectory(home.resolve("credentials"));
        for (Map.Entry<Setting, String> each : secrets.entrySet()) {
            Files.writeString(credentials.resolve(each.getKey().key()), each.getValue());
        }
        environment.put("CREDENTIALS_DIRECTORY", credentials.toString());
        assertSecrets(load(others));
        environment.put("VOUCHSAFE_SMTP_PASSWORD", "of the environment");
        assertThat(load(others).mail().relay().orElseThrow().password()).isEqualTo("of the environment");
    }

    private static void assertSecrets(Settings settings) {
        assertThat(settings.databaseUrl()).hasValue("jdbc:postgresql://db.example/v?password=of-the-db");
        assertThat(settings.feedUrl()).hasValue("jdbc:postgresql://db2.example/v?password=of-the-db");
        assertThat(settings.masterKey()).isPresent();
        assertThat(settings.oldMasterKey()).isPresent();
        assertThat(settings.files().s3().orElseThrow().secretKey()).isEqualTo("secret key");
        assertThat(settings.mail().relay().orElseThrow().password()).isEqualTo("  of the relay ");
    }

    @Test
    void a_secret_of_a_file_is_found_beside_the_configuration_file() throws IOException {
        file("smtp-host=relay.example\nsmtp-user=me\nsmtp-password-file=relay.password\n");
        Files.writeString(home.resolve("data/relay.password"), "quiet");
        assertThat(load(Map.of()).mail().relay().orElseThrow().password()).isEqualTo("quiet");
    }

    @Test
    void a_file_without_a_secret_stops_the_start_and_its_content_is_not_told() throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "",
                        "is empty",
                        "\n",
                        "is empty",
                        "one\ntwo",
                        "has more than one line",
                        "x".repeat(70_000),
                        "is larger than a secret")
                .entrySet()) {
            environment.put("VOUCHSAFE_SMTP_PASSWORD_FILE", secret(wrong.getKey()));
            assertThatThrownBy(() -> load(Map.of()))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessageContaining("of VOUCHSAFE_SMTP_PASSWORD_FILE " + wrong.getValue())
                    .hasMessageNotContaining("two");
        }
        environment.put("VOUCHSAFE_SMTP_PASSWORD_FILE", home.resolve("nowhere").toString());
        assertThatThrownBy(() -> load(Map.of())).hasMessageEndingWith("is not there");
        environment.put("VOUCHSAFE_SMTP_PASSWORD_FILE", home.toString());
        assertThatThrownBy(() -> load(Map.of())).hasMessageContaining("cannot be read");
        Path binary = Files.write(home.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        environment.put("VOUCHSAFE_SMTP_PASSWORD_FILE", binary.toString());
        assertThatThrownBy(() -> load(Map.of())).hasMessageEndingWith("is no text in UTF-8");
    }

    @Test
    void a_secret_given_twice_is_refused() throws IOException {
        environment.put("VOUCHSAFE_SMTP_PASSWORD", "one");
        environment.put("VOUCHSAFE_SMTP_PASSWORD_FILE", secret("two"));
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessage(
                        "VOUCHSAFE_SMTP_PASSWORD and VOUCHSAFE_SMTP_PASSWORD_FILE are both given; remove one of them");
        environment.clear();
        file("smtp-password=one\nsmtp-password-file=two\n");
        assertThatThrownBy(() -> load(Map.of())).hasMessageStartingWith("smtp-password and smtp-password-file in ");
    }

    @Test
    void what_is_no_secret_has_no_file() {
        environment.put("VOUCHSAFE_PORT_FILE", "/etc/port");
        assertThatThrownBy(() -> load(Map.of()))
                .hasMessageStartingWith("the environment variable VOUCHSAFE_PORT_FILE is not a setting");
    }

    @Test
    void wrong_values_say_what_they_take() {
        assertThatThrownBy(() -> load(Map.of(Setting.PORT, "http")))
                .hasMessage("port (VOUCHSAFE_PORT) must be a whole number from 0 to 65535, not \"http\"");
        assertThatThrownBy(() -> load(Map.of(Setting.OUTBOUND_PRIVATE, "maybe")))
                .hasMessage("outbound-private (VOUCHSAFE_OUTBOUND_PRIVATE) must be one of true, false, not \"maybe\"");
        assertThatThrownBy(() -> load(Map.of(Setting.MAX_FILE_SIZE, "big")))
                .hasMessage("max-file-size (VOUCHSAFE_MAX_FILE_SIZE) must be a size such as 500MB or 5GB, not \"big\"");
        assertThatThrownBy(() -> load(Map.of(Setting.S3_ENDPOINT, "https://s3.example.org")))
                .hasMessageContaining("belong together");
        assertThatThrownBy(() -> load(Map.of(
                        Setting.S3_ENDPOINT,
                        "https://s3.example.org",
                        Setting.S3_BUCKET,
                        "b",
                        Setting.S3_ACCESS_KEY,
                        "a",
                        Setting.S3_SECRET_KEY,
                        "s",
                        Setting.MAX_FILE_SIZE,
                        "100GB")))
                .hasMessageContaining("at most 78GB");
        assertThatThrownBy(() -> load(Map.of(Setting.MIN_FREE_SPACE, "none")))
                .hasMessageStartingWith("min-free-space (VOUCHSAFE_MIN_FREE_SPACE) must be a size");
        assertThatThrownBy(() -> load(Map.of(Setting.S3_ENDPOINT, "s3.example.org")))
                .hasMessageStartingWith("s3-endpoint (VOUCHSAFE_S3_ENDPOINT)");
        assertThatThrownBy(() -> load(Map.of(Setting.BASE_URL, "example.org")))
                .hasMessageStartingWith("base-url (VOUCHSAFE_BASE_URL)");
        Map<Setting, String> socket = Map.of(Setting.BASE_URL, "https://example.org");
        assertListening(socket, "unix:socket", "660", "", "a Unix socket is named by its whole path");
        assertListening(socket, "unix:/", "660", "", "a Unix socket is named by its whole path");
        assertListening(socket, "unix:/" + "x".repeat(120), "660", "", "has at most 103 bytes");
        assertListening(socket, "unix:/run/v/socket", "rw-", "", "three octal digits, such as 660, not rw-");
        assertListening(socket, "127.0.0.1", "", "www-data", "listen names no Unix socket");
        assertListening(Map.of(), "unix:/run/v/socket", "", "", "set base-url to its address");
        assertThatThrownBy(() -> load(Map.of(Setting.SMTP_USER, "somebody"))).hasMessageContaining("smtp-host");
    }

    private void assertListening(Map<Setting, String> besides, String listen, String mode, String group, String why) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(besides);
        given.put(Setting.LISTEN, listen);
        given.put(Setting.SOCKET_MODE, mode);
        given.put(Setting.SOCKET_GROUP, group);
        assertThatThrownBy(() -> load(given))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("listen, socket-mode")
                .hasMessageContaining(why);
    }

    @Test
    void a_unix_socket_is_open_to_its_own_people_only() {
        Settings settings = load(Map.of(
                Setting.BASE_URL,
                "https://example.org",
                Setting.LISTEN,
                "unix:/run/vouchsafe/socket",
                Setting.SOCKET_GROUP,
                "www-data",
                Setting.HTTP2,
                "true"));
        assertThat(settings.listening().http2()).isTrue();
        UnixSocket socket = settings.listening().socket().orElseThrow();
        assertThat(socket.path()).hasToString("/run/vouchsafe/socket");
        assertThat(PosixFilePermissions.toString(socket.mode())).isEqualTo("rw-rw----");
        assertThat(socket.group()).hasValue("www-data");
    }

    @Test
    void a_base_url_is_taken_without_its_trailing_slash() {
        assertThat(load(Map.of(Setting.BASE_URL, "https://example.org/")).publicAddress())
                .isEqualTo(URI.create("https://example.org"));
        assertThat(load(Map.of(Setting.BASE_URL, "HTTPS://Example.org:443/Data/"))
                        .publicAddress())
                .isEqualTo(URI.create("https://example.org/Data"));
        assertThat(load(Map.of(Setting.BASE_URL, "https://example.org/")).mail().from())
                .isEqualTo("vouchsafe@example.org");
    }

    @Test
    void both_spellings_of_a_database_address_work() {
        assertThat(DatabaseAddress.jdbcUrl(Setting.DB_URL, "jdbc:postgresql://h/d?user=u"))
                .isEqualTo("jdbc:postgresql://h/d?user=u");
        assertThat(DatabaseAddress.jdbcUrl(Setting.DB_URL, "postgresql://u:p%40ss@h:6543/d?sslmode=require"))
                .isEqualTo("jdbc:postgresql://h:6543/d?sslmode=require&user=u&password=p%40ss");
        assertThat(DatabaseAddress.jdbcUrl(Setting.DB_URL, "postgresql://h/d?host=x"))
                .isEqualTo("jdbc:postgresql://h/d?host=x");
        assertThatThrownBy(() -> DatabaseAddress.jdbcUrl(Setting.DB_URL, "mysql://u:secret@h/d"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DatabaseAddress.jdbcUrl(Setting.DB_URL, "postgresql://u:secret@h"))
                .hasMessageContaining("host and a database")
                .hasMessageNotContaining("secret");
    }

    @Test
    void every_setting_refuses_what_is_out_of_its_range() {
        for (Setting setting : Setting.values()) {
            switch (setting.range()) {
                case SettingRange.Text any -> {}
                case SettingRange.Whole(int least, int most) -> {
                    load(Map.of(setting, Integer.toString(least)));
                    load(Map.of(setting, Integer.toString(most)));
                    String taken = "a whole number from " + least + " to " + most;
                    assertRefused(setting, Long.toString(least - 1L), taken);
                    assertRefused(setting, Long.toString(most + 1L), taken);
                }
                case SettingRange.Size size -> assertRefused(setting, "0B", "a size such as 500MB or 5GB");
                case SettingRange.SizeOrNone size -> {
                    load(Map.of(setting, "0"));
                    assertRefused(setting, "-1B", "a size such as 500MB or 5GB, or 0 for no limit");
                }
                case SettingRange.Time time -> {
                    String taken = "a time from 100ms to 24h, such as 500ms, 10s or 5m";
                    assertRefused(setting, "99ms", taken);
                    assertRefused(setting, "25h", taken);
                }
                case SettingRange.Pause pause -> {
                    String taken = "a time from 0s to 24h, such as 0s, 10s or 5m";
                    load(Map.of(setting, "0s"));
                    assertRefused(setting, "-1s", taken);
                    assertRefused(setting, "25h", taken);
                }
                case SettingRange.OneOf choice -> assertRefused(setting, "maybe", "one of ");
            }
        }
    }

    private void assertRefused(Setting setting, String value, String taken) {
        assertThatThrownBy(() -> load(Map.of(setting, value)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(setting.key() + " (" + setting.variable() + ") must be " + taken)
                .hasMessageEndingWith(", not \"" + value + "\"");
    }

    @Test
    void the_guide_of_operators_lists_every_setting_and_nothing_else() throws IOException {
        List<String> table = Files.readAllLines(Path.of("src/main/resources/documentation/operators.md")).stream()
                .dropWhile(line -> !line.startsWith("| Key |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(table)
                .containsExactlyElementsOf(
                        Arrays.stream(Setting.values()).map(SettingsTest::row).toList());
    }

    @Test
    void what_the_readme_says_about_a_setting_is_true() throws IOException {
        List<String> table = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `")
                        && Arrays.stream(Setting.values())
                                .anyMatch(each -> each.key().equals(line.split("`")[1])))
                .toList();
        assertThat(table)
                .isNotEmpty()
                .isSubsetOf(
                        Arrays.stream(Setting.values()).map(SettingsTest::row).toList());
    }

    private static String row(Setting setting) {
        String value = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
        return "| `%s` | %s | %s |".formatted(setting.key(), value, setting.meaning());
    }

    @Test
    void secrets_are_not_shown() {
        Settings settings = load(
                Map.of(Setting.DB_URL, "postgresql://u:hidden@h/d", Setting.MASTER_KEY, "aGlkZGVu".repeat(5) + "aGk="));
        assertThat(settings.toString()).doesNotContain("hidden@").doesNotContain("aGlk");
        assertThatThrownBy(() -> load(Map.of(Setting.MASTER_KEY, "short")))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("openssl rand -base64 32");
    }
}
