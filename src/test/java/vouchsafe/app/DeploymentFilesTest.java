package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import vouchsafe.clientsofothers.Tools;

/** The compose file and the Helm chart say what the program and the engines understand. */
@Tag("clients")
class DeploymentFilesTest {
    private static final Path COMPOSE = Path.of("deploy/compose.yaml");
    private static final String CHART = "deploy/helm/vouchsafe";

    private record Ended(int exitCode, String out) {}

    private static Ended run(String input, Map<String, String> environment, String... command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("no end of " + List.of(command));
            }
            return new Ended(process.exitValue(), out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What lies at a path of keys and places, such as {@code spec.containers.0.env}. */
    private static Object at(@Nullable Object yaml, String path) {
        Object here = Objects.requireNonNull(yaml, path);
        for (String step : path.split("\\.")) {
            here = Objects.requireNonNull(
                    here instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) here).get(step),
                    step + " of " + path);
        }
        return here;
    }

    private static void assertKnown(Iterable<String> variables) {
        List<String> known = new ArrayList<>(List.of("VOUCHSAFE_HEAP", "VOUCHSAFE_JAVA_OPTIONS"));
        for (Setting setting : Setting.values()) {
            known.add(setting.variable());
            if (setting.secret()) {
                known.add(setting.fileVariable());
            }
        }
        assertThat(variables).isNotEmpty().allMatch(known::contains);
    }

    @Test
    void compose_reads_its_file_and_every_variable_is_a_setting() throws IOException {
        if (Tools.works(Path.of("."), "docker-compose", "version").isPresent()) {
            Tools.missing("docker-compose; on Debian: apt-get install docker-compose");
        }
        Ended read = run(
                "",
                Map.of("VOUCHSAFE_BASE_URL", "https://share.example.org"),
                "docker-compose",
                "-f",
                COMPOSE.toString(),
                "config");
        assertThat(read.exitCode()).as(read.out()).isZero();
        Object service = at(new Yaml().load(read.out()), "services.vouchsafe");
        assertKnown(((Map<?, ?>) at(service, "environment"))
                .keySet().stream().map(Object::toString).toList());
        assertThat(at(service, "read_only")).isEqualTo(true);
        assertThat(at(service, "cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(Files.readString(COMPOSE)).as("only this machine reaches it").contains("127.0.0.1:8080:8080");

        Ended nameless = run("", Map.of(), "docker-compose", "-f", COMPOSE.toString(), "config");
        assertThat(nameless.exitCode()).isNotZero();
        assertThat(nameless.out()).contains("the address at which people reach this server");
    }

    private static Ended chart(String values) {
        String program = Tools.goProgram(
                "chart.go",
                Map.of(
                        "github.com/Masterminds/sprig", "golang-github-masterminds-sprig-dev",
                        "gopkg.in/yaml.v2", "golang-yaml.v2-dev"));
        return run(values, Map.of(), program, CHART, "share");
    }

    private static Map<String, Object> documents(String values) {
        Ended rendered = chart(values);
        assertThat(rendered.exitCode()).as(rendered.out()).isZero();
        Map<String, Object> documents = new HashMap<>();
        new Yaml().loadAll(rendered.out()).forEach(document -> documents.put((String) at(document, "kind"), document));
        return documents;
    }

    private static List<String> names(Object list) {
        List<String> names = new ArrayList<>();
        for (Object element : (List<?>) list) {
            names.add((String) at(element, "name"));
        }
        return names;
    }

    @Test
    void the_chart_of_one_server_keeps_its_data_and_its_key() {
        Map<String, Object> documents = documents("""
            baseUrl: https://share.example.org
            settings: {smtp-host: mail.example.org, member-cap: 7}
            """);
        assertThat(documents).containsOnlyKeys("Service", "StatefulSet");
        Object set = documents.get("StatefulSet");
        Object pod = at(set, "spec.template.spec");
        assertThat(at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
        assertThat(at(pod, "containers.0.securityContext.readOnlyRootFilesystem"))
                .isEqualTo(true);
        assertThat(at(pod, "containers.0.readinessProbe.httpGet.path")).isEqualTo("/health/ready");
        assertThat(at(pod, "containers.0.livenessProbe.httpGet.path")).isEqualTo("/health/live");
        List<String> variables = names(at(pod, "containers.0.env"));
        assertKnown(variables);
        assertThat(variables).contains("VOUCHSAFE_MASTER_KEY_FILE", "VOUCHSAFE_SMTP_HOST", "VOUCHSAFE_MEMBER_CAP");
        List<String> volumes = names(at(pod, "volumes"));
        volumes.add((String) at(set, "spec.volumeClaimTemplates.0.metadata.name"));
        assertThat(names(at(pod, "containers.0.volumeMounts"))).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(at(documents.get("Service"), "spec.selector"))
                .isEqualTo(at(set, "spec.selector.matchLabels"))
                .isEqualTo(at(set, "spec.template.metadata.labels"));
    }

    @Test
    void the_chart_of_three_servers_asks_for_what_they_share() {
        String shared = """
            baseUrl: https://share.example.org
            replicas: 3
            persistence: {enabled: false}
            secretKeys: [master-key, db-url, s3-access-key, s3-secret-key]
            settings: {s3-endpoint: "https://s3.example.org", s3-bucket: files}
            ingress: {enabled: true, className: nginx, tlsSecret: share-tls}
            """;
        Map<String, Object> documents = documents(shared);
        assertThat(documents).containsOnlyKeys("Service", "StatefulSet", "Ingress", "PodDisruptionBudget");
        assertThat(at(documents.get("Ingress"), "spec.rules.0.host")).isEqualTo("share.example.org");
        assertThat(names(at(documents.get("StatefulSet"), "spec.template.spec.containers.0.env")))
                .contains("VOUCHSAFE_DB_URL_FILE", "VOUCHSAFE_S3_SECRET_KEY_FILE");
        assertThat(chart(shared.replace(", db-url", "")).out()).contains("several servers need one database");
        assertThat(chart("replicas: 1").out()).contains("baseUrl is the address at which people reach this server");
    }

    @Test
    void the_chart_is_of_the_version_of_the_build() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version =
                pom.replaceFirst("(?s).*?<artifactId>vouchsafe</artifactId>\\s*<version>([^<]+)</version>.*", "$1");
        Object chart = new Yaml().load(Files.readString(Path.of(CHART, "Chart.yaml")));
        assertThat(at(chart, "appVersion")).isEqualTo(version);
    }
}
