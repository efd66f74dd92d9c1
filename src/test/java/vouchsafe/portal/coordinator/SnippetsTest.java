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
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.web.PublicAddress;

/** Runs the programs of the detail page as a coordinator would: saved, given the secret, told the code. */
class SnippetsTest {
    private final TestServer server = TestServer.shared();

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"sh, connect.sh", "python3, connect.py", "node, connect.mjs", "java, Connect.java"})
    void the_program_of_the_detail_page_connects_reads_and_refreshes(String interpreter, String file) throws Exception {
        requireTools(interpreter);
        TestApp app = TestApp.create(server.member(), Map.of("pkce_required", "on"));
        Snippet snippet = new Snippets(server.bean(PublicAddress.class))
                .of(app.client()).stream()
                        .filter(each -> each.file().equals(file))
                        .findFirst()
                        .orElseThrow();
        Path program = Files.writeString(folder.resolve(file), snippet.program());
        ProcessBuilder start = new ProcessBuilder(command(interpreter), program.toString()).redirectErrorStream(true);
        start.environment().put("CLIENT_SECRET", app.secret());
        start.environment().put("PYTHONUNBUFFERED", "1");
        Process process = start.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8)) {
            String address = address(output);
            WebSession member = server.signedIn(server.member());
            input.write(code(member, address) + "\n");
            input.flush();
            String rest = output.lines().collect(Collectors.joining("\n"));
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(rest).isZero();
            assertThat(rest).contains("project_member_id").contains("4. Later");
            assertThat(rest.split("refresh_token", -1).length).as(rest).isGreaterThan(2);
        } finally {
            process.destroyForcibly();
        }
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

    private String code(WebSession member, String address) {
        String path = address.substring(server.url("").length());
        var answer = member.post(path, TestApp.answer(member.get(path), Map.of("allow", "Authorize project")));
        return TestApp.query(answer.headers().firstValue("Location").orElseThrow())
                .getOrDefault("code", "");
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
