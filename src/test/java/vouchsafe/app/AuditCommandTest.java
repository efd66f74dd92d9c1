package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.TestServer;
import vouchsafe.crypto.SigningKeys;
import vouchsafe.db.DatabaseSettings;

/** {@code audit export} and {@code audit verify}. */
class AuditCommandTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "VOUCHSAFE_DATA_DIR",
            TestServer.shared().bean(Settings.class).dataFolder().toString());

    @TempDir
    private Path folder = Path.of("");

    private VouchsafeProcess.Ended export(String... options) {
        String database = TestServer.shared().bean(DatabaseSettings.class).jdbcUrl();
        return InThisProcess.run(
                "",
                ENVIRONMENT,
                Stream.of(List.of("audit", "export", "--db", database), List.of(options))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    /** With nothing but the file: no settings, no folder. */
    private VouchsafeProcess.Ended verify(String... arguments) {
        return InThisProcess.run(
                "",
                Map.of("VOUCHSAFE_DATA_DIR", folder.resolve("none").toString(), "VOUCHSAFE_PORT", "no port"),
                Stream.of(List.of("audit", "verify"), List.of(arguments))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    @Test
    void an_export_is_verified_without_the_server_and_a_change_is_found() throws IOException {
        TestServer.shared().signedIn(TestServer.shared().member());
        Path file = folder.resolve("audit.jsonl");
        VouchsafeProcess.Ended exported = export("--format", "json", "--output", file.toString());
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        VouchsafeProcess.Ended whole = verify(file.toString());
        assertThat(whole.exitCode()).as(whole.out()).isZero();
        assertThat(whole.out()).startsWith("whole: ").contains("intact, ").contains("--keys");
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, TestServer.shared().bean(SigningKeys.class).published());
        VouchsafeProcess.Ended keyed = verify(file.toString(), "--keys", keys.toString());
        assertThat(keyed.exitCode()).isZero();
        assertThat(keyed.out()).doesNotContain("--keys");

        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        Path changed = folder.resolve("changed.jsonl");
        Files.writeString(changed, String.join("\n", lines).replaceFirst("signin.completed", "signin.failed") + "\n");
        VouchsafeProcess.Ended found = verify(changed.toString());
        assertThat(found.exitCode()).isOne();
        assertThat(found.out()).matches("(?s)line [0-9]+ is wrong: it is not what was written there.*");

        Path cut = folder.resolve("cut.jsonl");
        Files.writeString(cut, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n");
        VouchsafeProcess.Ended short1 = verify(cut.toString());
        assertThat(short1.exitCode()).isOne();
        assertThat(short1.out()).contains("the end is missing after line " + (lines.size() - 1));
        assertThat(Files.exists(folder.resolve("none"))).isFalse();
        VouchsafeProcess.Ended again = export("--output", file.toString());
        assertThat(again.exitCode()).isOne();
        assertThat(again.err()).contains("there is a file");
    }

    @Test
    void a_table_goes_to_the_output_for_the_days_that_were_asked_for() {
        VouchsafeProcess.Ended none = export("--format", "csv", "--from", "1999-01-01", "--to", "1999-12-31");
        assertThat(none.exitCode()).as(none.err()).isZero();
        assertThat(none.out()).isEqualTo("time,kind,actor_id,subject_id,client_id,request_id,address,detail,id\r\n");
        TestServer.shared().signedIn(TestServer.shared().member());
        assertThat(export("--format", "CSV", "--from", "1999-01-01T00:00:00Z").out())
                .contains(",signin.completed,");
    }

    @Test
    void what_is_no_day_no_format_and_no_file_is_said() {
        for (String wrong : List.of("yesterday", "2026-02-30", "+999999999-01-01", "-0001-01-01", "2026-01-01T")) {
            VouchsafeProcess.Ended ended = export("--from", wrong);
            assertThat(ended.exitCode()).as(wrong).isOne();
            assertThat(ended.err()).contains("--from must be a day such as 2026-11-21");
        }
        assertThat(export("--format", "xml").exitCode()).isEqualTo(2);
        assertThat(verify().exitCode()).isEqualTo(2);
        VouchsafeProcess.Ended missing = verify(folder.resolve("nothing").toString());
        assertThat(missing.exitCode()).isOne();
        assertThat(missing.err()).contains("can't be read");
        VouchsafeProcess.Ended noKeys = verify("pom.xml", "--keys", "pom.xml");
        assertThat(noKeys.exitCode()).isOne();
        assertThat(noKeys.err()).contains("is no set of public keys");
        VouchsafeProcess.Ended other = verify("pom.xml");
        assertThat(other.exitCode()).isOne();
        assertThat(other.out()).startsWith("line 1 is wrong");
    }
}
