package vouchsafe.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.db.OwnServer.App;

/** The files for Prometheus and Grafana: they speak of what a server really counts, and Prometheus' own tool takes them. */
class AlertsAndDashboardTest {
    private static final Path RULES = Path.of("deploy/prometheus/vouchsafe.rules.yml");
    private static final Path RULES_TEST = Path.of("src/test/resources/prometheus/vouchsafe.rules.test.yml");
    private static final Path DASHBOARD = Path.of("deploy/grafana/vouchsafe.json");
    private static final Path GUIDE = Path.of("src/main/resources/documentation/operators.md");

    private static final Pattern METRIC = Pattern.compile("\\b(?:vouchsafe|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:vouchsafe|jvm|process|system)_[a-z0-9_]+)` \\|");

    @Test
    void promtool_takes_the_rules_and_each_alert_fires_when_it_should_and_only_then() throws Exception {
        assertThat(promtool(null, "check", "rules", RULES.toString())).contains("SUCCESS");
        assertThat(promtool(null, "test", "rules", RULES_TEST.toString())).contains("SUCCESS");
        String test = Files.readString(RULES_TEST);
        Set<String> alerts = found(ALERT, Files.readString(RULES));
        assertThat(alerts).hasSizeGreaterThan(20);
        for (String alert : alerts) {
            assertThat(test.split("alertname: " + alert + "\\n", -1).length - 1)
                    .as("%s is tested as it fires and as it does not", alert)
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void promtool_finds_nothing_to_say_of_what_a_server_tells() throws Exception {
        assertThat(promtool(exercised().text(), "check", "metrics")).isEmpty();
    }

    @Test
    void rules_and_dashboard_name_only_what_a_server_tells() throws IOException {
        Set<String> told = new TreeSet<>(exercised().names());
        Set<String> named = found(METRIC, Files.readString(RULES));
        for (JsonNode panel :
                JsonMapper.shared().readTree(Files.readString(DASHBOARD)).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                named.addAll(found(METRIC, target.path("expr").asString()));
            }
        }
        assertThat(named).hasSizeGreaterThan(40);
        named.removeAll(told);
        assertThat(named).as("named, and told by no server").isEmpty();
    }

    @Test
    void the_guide_of_operators_lists_what_a_server_tells() throws IOException {
        assertThat(found(ROW, Files.readString(GUIDE))).isEqualTo(exercised().families());
    }

    /** What is told once everything has happened that makes a series. */
    private static Scrape exercised() {
        App app = WatchedServer.get().app();
        assertThat(app.refresh(WatchedServer.get()).status()).isEqualTo(200);
        // A collection is told when there has been one, by a listener of the JVM.
        org.awaitility.Awaitility.await().until(() -> {
            System.gc();
            Set<String> names = WatchedServer.scrape().names();
            return names.contains("jvm_gc_pause_seconds_sum")
                    && names.contains("jvm_memory_usage_after_gc")
                    && names.contains("vouchsafe_job_runs_seconds_count");
        });
        return WatchedServer.scrape();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .map((MatchResult each) -> each.groupCount() == 0 ? each.group() : each.group(1))
                .forEach(found::add);
        return found;
    }

    /** What the tool says; fails where it finds a fault. */
    private static String promtool(@org.jspecify.annotations.Nullable String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Path sent = Files.createTempFile("promtool", ".txt");
        Files.writeString(sent, input == null ? "" : input);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(sent.toFile())
                    .start();
        } catch (IOException missing) {
            String needed = "promtool is missing: install Debian's package prometheus";
            assertThat(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL")).as(needed).isNotEqualTo("1");
            return Assumptions.abort("skipped: " + needed);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Files.delete(sent);
        return said;
    }
}
