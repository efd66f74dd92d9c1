package vouchsafe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of the repository name classes, files and pages that exist: a renamed class is renamed there too. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern TYPE = Pattern.compile("(?:[a-z]+\\.)*([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+(?:\\(\\))?)?");
    private static final Pattern PATH = Pattern.compile("(?:src|docs|bench|\\.ci)/[\\w./-]*\\w");

    /** Names of others that stand in code font. */
    private static final Set<String> OF_OTHERS = Set.of(
            "Optional",
            "JdbcClient",
            "InstantSource",
            "JteModel",
            "StaticTemplates",
            "ServletRegistrationBean",
            "NoSuchMethodError",
            "NoClassDefFoundError",
            "IncompatibleClassChangeError");

    /** Files that a recipe makes. */
    private static final Set<String> EXAMPLES = Set.of("src/main/resources/db/migration/V29__what_it_is.sql");

    @Test
    void links_lead_to_files() {
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(read(document));
            while (links.find()) {
                if (!Files.exists(document.toAbsolutePath().resolveSibling(links.group(1)))) {
                    dead.add(document + ": " + links.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void classes_and_paths_in_code_font_exist() {
        Set<String> types = types();
        List<String> missing = new ArrayList<>();
        for (Path document : documents()) {
            Matcher code = CODE.matcher(read(document));
            while (code.find()) {
                String name = code.group(1);
                Matcher type = TYPE.matcher(name);
                boolean known = !type.matches() || types.contains(type.group(1)) || OF_OTHERS.contains(type.group(1));
                boolean there = !PATH.matcher(name).matches() || EXAMPLES.contains(name) || Files.exists(Path.of(name));
                if (!known || !there) {
                    missing.add(document + ": " + name);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void every_decision_stands_in_the_list_of_decisions() throws IOException {
        String list = Files.readString(Path.of("docs/decisions/README.md"));
        try (Stream<Path> pages = Files.list(Path.of("docs/decisions"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .allSatisfy(name -> assertThat(list).contains("](" + name + ")"));
        }
    }

    private static List<Path> documents() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    // What was true when it was written, and tables with tests of their own.
                    .filter(file ->
                            !file.endsWith("CHANGELOG.md") && !file.toString().endsWith("-checklist.md"))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> types() {
        try (Stream<Path> main = Files.walk(Path.of("src"));
                Stream<Path> bench = Files.walk(Path.of("bench/src"))) {
            return Stream.concat(main, bench)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
