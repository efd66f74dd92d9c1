package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.embedded.FreePort;
import vouchsafe.web.PublicAddress;

/** Runs the programs of the detail page as a coordinator would: saved, given the secret, told the code. */
class SnippetsTest {
    private final TestServer server = TestServer.shared();

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"sh, connect.sh", "python3, connect.py", "node, connect.mjs", "java, Connect.java"})
    void the_program_takes_the_whole_address_or_the_code(String interpreter, String file) throws Exception {
        requireTools(interpreter);
        TestApp app = TestApp.create(server.member(), Map.of("pkce_required", "on"));
        Ran whole = run(app, interpreter, file, arrived -> arrived);
        assertThat(whole.status()).as(whole.output()).isZero();
        assertThat(whole.output()).contains("project_member_id").contains("4. Later");
        assertThat(whole.output().split("refresh_token", -1).length)
                .as(whole.output())
                .isGreaterThan(2);
        Ran code = run(app, interpreter, file, arrived -> TestApp.query(arrived).getOrDefault("code", ""));
        assertThat(code.status()).as(code.output()).isZero();
        Ran foreign = run(app, interpreter, file, arrived -> arrived.replaceAll("state=[^&]*", "state=of-another"));
        assertThat(foreign.status()).as(foreign.output()).isEqualTo(1);
        assertThat(foreign.output()).contains("belongs to another attempt").doesNotContain("access_token");
    }

    @ParameterizedTest
    @CsvSource({"python3, connect.py", "node, connect.mjs", "java, Connect.java"})
    void the_program_waits_for_the_answer_at_a_redirect_url_on_this_machine(String interpreter, String file)
            throws Exception {
        requireTools(interpreter);
        String here = "http://127.0.0.1:" + FreePort.find() + "/callback";
        TestApp app = TestApp.create(
                server.member(),
                Map.of("pkce_required", "on", "redirect_url", "https://app.example.org/there\n" + here));
        Ran ran = run(app, interpreter, file, arrived -> {
            assertThat(arrived).startsWith(here);
            assertThat(server.browser().get(arrived).body()).contains("You can close this page");
            return "";
        });
        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("project_member_id").contains("4. Later");
    }

    @ParameterizedTest
    @CsvSource({"sh, connect.sh", "python3, connect.py", "node, connect.mjs", "java, Connect.java"})
    void a_missing_secret_is_noticed_before_anybody_is_sent_anywhere(String interpreter, String file) throws Exception {
        requireTools(interpreter);
        TestApp app = TestApp.create(server.member(), Map.of());
        Process process = start(app, interpreter, file, "");
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String said = output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(2);
            assertThat(said)
                    .contains("CLIENT_SECRET is not set", server.url("/direct-sharing/projects/manage/"))
                    .doesNotContain("1. Send");
        } finally {
            process.destroyForcibly();
        }
    }

    private record Ran(int status, String output) {}

    /** Runs a program; what {@code answer} makes of the address at which the member arrived is typed in. */
    private Ran run(TestApp app, String interpreter, String file, UnaryOperator<String> answer) throws Exception {
        Process process = start(app, interpreter, file, app.secret());
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            String address = address(output);
            // The next line says where the answer is awaited, once it is.
            output.readLine();
            WebSession member = server.signedIn(server.member());
            input.write(answer.apply(arrived(member, address)) + "\n");
            input.flush();
            String rest = output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), rest);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(TestApp app, String interpreter, String file, String secret) throws IOException {
        Snippet snippet = new Snippets(server.bean(PublicAddress.class))
                .of(app.client()).stream()
                        .filter(each -> each.file().equals(file))
                        .findFirst()
                        .orElseThrow();
        Path program = Files.writeString(folder.resolve(file), snippet.program());
        ProcessBuilder start = new ProcessBuilder(command(interpreter), program.toString()).redirectErrorStream(true);
        start.environment().put("CLIENT_SECRET", secret);
        start.environment().put("PYTHONUNBUFFERED", "1");
        return start.start();
    }

    /** Java is the one that runs these tests: the machine's own may be older than the program needs. */
    private static String command(String interpreter) {
        return interpreter.equals("java")
                ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
                : interpreter;
    }

    private String address(BufferedReader output) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith(server.url("/"))) {
                return line;
            }
        }
        throw new AssertionError("no address in: " + seen);
    }

    private String arrived(WebSession member, String address) {
        String path = address.substring(server.url("").length());
        var answer = member.post(path, TestApp.answer(member.get(path), Map.of("allow", "Authorize project")));
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static void requireTools(String interpreter) throws Exception {
        List<String> check = switch (interpreter) {
            case "sh" -> List.of("sh", "-c", "command -v curl && command -v openssl");
            case "python3" -> List.of("python3", "-c", "import requests");
            default -> List.of(command(interpreter), "--version");
        };
        boolean there;
        try {
            there = new ProcessBuilder(check).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException missing) {
            there = false;
        }
        assertThat(there || !"1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL")))
                .as(interpreter + " and what the program needs are required here")
                .isTrue();
        assumeTrue(there, "skipped: " + interpreter + " or what the program needs is not installed");
    }
}
