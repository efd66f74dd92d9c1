package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.hypothesis.AnnotatorPackage;

/**
 * {@code docs/compatibility.md} is true: its versions are those of the build files, or of Debian's packages where this
 * machine runs the Debian that it names; its tests exist; and no program is run that stands nowhere in it.
 */
class CompatibilityTableTest {
    private static final Path DOCUMENT = Path.of("docs/compatibility.md");
    private static final Path NPM = Path.of("src/test/resources/clients/package.json");
    private static final String BY_HAND = "Run by hand";

    /** How the headings of the differences begin. */
    private static final String DIFFERENCES = "From ";

    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
    private static final Pattern DEBIAN = Pattern.compile("(\\S+) \\(Debian (\\d+)\\)");

    /** A line of a table. */
    private record Row(String section, List<String> cells) {
        /** What its registry calls the program: in code font where the cell says more. */
        String coordinates() {
            return code(cells.getFirst()).findFirst().orElse(cells.getFirst());
        }

        String version() {
            return cells.get(1);
        }

        List<String> tests() {
            return code(cells.getLast()).toList();
        }
    }

    private static Stream<String> code(String cell) {
        return NAMED.matcher(cell).results().map(each -> each.group(1));
    }

    /** The rows of all tables without their heads, of the sections to which this applies. */
    private static List<Row> rows(Predicate<String> sections) throws IOException {
        List<Row> rows = new ArrayList<>();
        String section = "";
        boolean inTable = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("#+ ", "");
            }
            if (line.startsWith("|---")) {
                inTable = true;
            } else if (!line.startsWith("|")) {
                inTable = false;
            } else if (inTable && sections.test(section)) {
                rows.add(new Row(
                        section,
                        Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                                .map(String::strip)
                                .toList()));
            }
        }
        return rows;
    }

    private static List<Row> programs() throws IOException {
        return rows(section -> !section.startsWith(DIFFERENCES));
    }

    private static List<Row> differences() throws IOException {
        return rows(section -> section.startsWith(DIFFERENCES));
    }

    /** Those that tests run. */
    private static List<Row> tested() throws IOException {
        return programs().stream().filter(row -> !row.section().equals(BY_HAND)).toList();
    }

    @Test
    void every_line_is_complete_and_names_tests_that_exist() throws IOException {
        Set<String> tests = NamedTests.all();
        assertThat(programs()).hasSizeGreaterThan(15);
        assertThat(differences()).hasSizeGreaterThan(50);
        for (Row row :
                Stream.concat(programs().stream(), differences().stream()).toList()) {
            assertThat(row.tests()).as(row.cells().getFirst()).isNotEmpty();
            assertThat(tests).as(row.cells().getFirst()).containsAll(row.tests());
        }
        for (Row row : programs()) {
            assertThat(row.cells()).as(row.toString()).noneMatch(String::isEmpty);
        }
        for (Row row : differences()) {
            assertThat(row.cells()).as(row.toString()).hasSize(4);
            assertThat(row.cells().subList(0, 2)).as(row.toString()).noneMatch(String::isEmpty);
        }
    }

    @Test
    void the_versions_are_those_of_the_build() throws IOException {
        for (Row row : tested()) {
            String name = row.coordinates();
            Matcher debian = DEBIAN.matcher(row.version());
            if (debian.matches()) {
                if (debian.group(2).equals(debianHere())) {
                    installed(name)
                            .ifPresent(version ->
                                    assertThat(debian.group(1)).as(name).isEqualTo(version));
                }
            } else {
                assertThat(name.contains(":") ? Set.of(ofMaven(name)) : ofNpm(name))
                        .as(name)
                        .contains(row.version());
            }
        }
    }

    @Test
    void no_program_is_run_that_stands_nowhere() throws IOException {
        List<String> documented = tested().stream()
                .flatMap(row -> row.tests().stream())
                .map(test -> test.replaceAll("\\..*", ""))
                .toList();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/vouchsafe/clientsofothers"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("Test.java"))
                            .map(name -> name.replace(".java", ""))
                            // A program of ours, and rules for all of them.
                            .filter(name -> !Set.of("ProjectProgramTest", "AnnotationClientsOfOthersTest")
                                    .contains(name)))
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(documented).contains(test));
        }
    }

    /** What the build takes by this group and name. */
    private static String ofMaven(String coordinates) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String[] parts = coordinates.split(":");
        Matcher dependency = Pattern.compile("<groupId>" + Pattern.quote(parts[0]) + "</groupId>\\s*<artifactId>"
                        + Pattern.quote(parts[1]) + "</artifactId>\\s*(?:<version>([^<]*)</version>)?")
                .matcher(pom);
        assertThat(dependency.find()).as(coordinates + " in pom.xml").isTrue();
        // Without a version of its own it is a part of Spring Security.
        String version = dependency.group(1) == null ? "${spring-security.version}" : dependency.group(1);
        Matcher property = Pattern.compile("\\$\\{(.*)}").matcher(version);
        return property.matches()
                ? pom.replaceAll("(?s).*<" + Pattern.quote(property.group(1)) + ">([^<]*)</.*", "$1")
                : version;
    }

    /** What the build takes of this name; a package may be there in several versions, under names of ours. */
    private static Set<String> ofNpm(String name) throws IOException {
        Set<String> versions = new HashSet<>();
        JsonNode packages = JsonMapper.shared().readTree(Files.readString(NPM)).path("dependencies");
        packages.forEachEntry((ours, version) -> {
            String alias = "npm:" + name + "@";
            if (ours.equals(name)) {
                versions.add(version.asString());
            } else if (version.asString().startsWith(alias)) {
                versions.add(version.asString().substring(alias.length()));
            }
        });
        if (AnnotatorPackage.SPECIFIER.startsWith(name + "@")) {
            versions.add(AnnotatorPackage.SPECIFIER.substring(name.length() + 1));
        }
        return versions;
    }

    private static String debianHere() throws IOException {
        Path release = Path.of("/etc/os-release");
        String text = Files.exists(release) ? Files.readString(release) : "";
        return text.contains("ID=debian\n") ? text.replaceAll("(?s).*VERSION_ID=\"(\\d+)\".*", "$1") : "";
    }

    /** The version without Debian's own revision, which a mended package raises; empty where the package is not here. */
    private static Optional<String> installed(String name) throws IOException {
        Process query = new ProcessBuilder("dpkg-query", "-W", "-f", "${Status} ${Version}", name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String status = "install ok installed ";
        return answer.startsWith(status)
                ? Optional.of(answer.substring(status.length(), answer.lastIndexOf('-')))
                : Optional.empty();
    }
}
