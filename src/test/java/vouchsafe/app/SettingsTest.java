package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .hasMessageContaining("/nowhere/vouchsafe.properties cannot be read");
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
        assertThatThrownBy(() -> load(Map.of(Setting.SMTP_USER, "somebody"))).hasMessageContaining("smtp-host");
    }

    @Test
    void a_base_url_is_taken_without_its_trailing_slash() {
        assertThat(load(Map.of(Setting.BASE_URL, "https://example.org/")).publicAddress())
                .isEqualTo(URI.create("https://example.org"));
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
                case SettingRange.Time time -> {
                    String taken = "a time from 100ms to 24h, such as 500ms, 10s or 5m";
                    assertRefused(setting, "99ms", taken);
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
                        && Setting.byKey(line.split("`")[1]).isPresent())
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
