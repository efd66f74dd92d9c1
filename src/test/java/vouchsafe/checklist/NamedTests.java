package vouchsafe.checklist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests there are, named as the tables of the documentation name them. */
final class NamedTests {
    private static final Pattern METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest|Property|Example)\\b[\\s\\S]*?\\b(?:void|boolean) (\\w+)\\(");

    private NamedTests() {}

    /** {@code Class} and {@code Class.method} of each. */
    static Set<String> all() throws IOException {
        Set<String> tests = new HashSet<>();
        for (Path file : files()) {
            String type = file.getFileName().toString().replace(".java", "");
            tests.add(type);
            Matcher method = METHOD.matcher(Files.readString(file));
            while (method.find()) {
                tests.add(type + "." + method.group(1));
            }
        }
        return tests;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(each -> each.toString().endsWith("Test.java")).toList();
        }
    }
}
