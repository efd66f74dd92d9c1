import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Checks or rewrites the form of every Java file below a folder. Run by the build as a single source file on JDK 25:
 * {@code Formatting.java check|write FOLDER}. Leaves with 1 when a check finds something to mend.
 */
final class Formatting {
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    public static void main(String[] arguments) throws IOException {
        boolean write = arguments[0].equals("write");
        Path folder = Path.of(arguments[1]);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        AtomicInteger unformatted = new AtomicInteger();
        files.parallelStream().forEach(file -> {
            if (reformat(file, write)) {
                unformatted.incrementAndGet();
                System.err.println((write ? "formatted " : "not formatted: ") + folder.relativize(file));
            }
        });
        if (unformatted.get() > 0 && !write) {
            System.err.println("To mend this, run: mvn -q -Pformat process-sources");
            System.exit(1);
        }
    }

    /** Whether the file differs from its formatted self. */
    private static boolean reformat(Path file, boolean write) {
        try {
            String source = Files.readString(file);
            String formatted = FORMATTER.formatSourceAndFixImports(source);
            if (source.equals(formatted)) {
                return false;
            }
            if (write) {
                Files.writeString(file, formatted);
            }
            return true;
        } catch (IOException | FormatterException failure) {
            throw new IllegalStateException("cannot format " + file + ": " + failure.getMessage(), failure);
        }
    }
}
