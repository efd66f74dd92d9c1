package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.accounts.AccountSettings;
import vouchsafe.db.DatabaseLimits;
import vouchsafe.files.FilesSettings;
import vouchsafe.mail.MailSettings;
import vouchsafe.web.WebSettings;

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
        assertThat(load(Map.of()))
                .isEqualTo(new Settings(
                        8080,
                        "127.0.0.1",
                        home.resolve("data"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        16,
                        Optional.empty(),
                        DatabaseLimits.usual(),
                        Optional.empty(),
                        20,
                        30,
                        new AccountSettings(300, 60),
                        128L << 20,
                        new FilesSettings(home.resolve("data/files"), 5L * 1024 * 1024 * 1024),
                        new MailSettings("vouchsafe@localhost", Optional.empty()),
                        new WebSettings(List.of(), false),
                        Settings.LogFormat.TEXT));
    }

    @Test
    void an_option_beats_the_environment_which_beats_the_file_which_beats_the_default() throws IOException {
        file("port=1\nmember-cap=1\ndb-pool-size=5\n");
        environment.put("VOUCHSAFE_PORT", "2");
        environment.put("VOUCHSAFE_MEMBER_CAP", "2");
        Settings settings = load(Map.of(Setting.PORT, "3"));
        assertThat(settings.port()).isEqualTo(3);
        assertThat(settings.memberCap()).isEqualTo(2);
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
    void the_readme_lists_every_setting() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Setting setting : Setting.values()) {
            String value = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
            assertThat(readme)
                    .contains("| `%s` | `%s` | %s | %s |"
                            .formatted(setting.key(), setting.variable(), value, setting.meaning()));
        }
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
