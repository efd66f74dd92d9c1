package vouchsafe.portal.documentation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who follows a guide: saves the files where it says so, fills in the settings, and pastes every command into one
 * shell, which stops at the first that fails.
 */
final class GuideWalk {
    private static final Pattern SETTING = Pattern.compile("(?m)^(?:export )?([A-Z_]+)=.*$");
    /** A refused call counts as failed, which plain curl would not say. */
    private static final String SHELL =
            "set -e -o pipefail\ncurl() { command curl -sS --fail-with-body \"$@\"; echo; }\n";

    private final Path folder;
    private final StringBuilder script = new StringBuilder(SHELL);

    private GuideWalk(Path folder) {
        this.folder = folder;
    }

    static GuideWalk of(String guide, Path folder, Map<String, String> settings) throws IOException {
        GuideWalk walk = new GuideWalk(folder);
        for (GuideBlocks.Block block : GuideBlocks.of(guide)) {
            if (block.name().equals("settings")) {
                walk.script.append(filledIn(block.code(), settings));
            } else if (block.language().equals("sh")) {
                walk.script.append(block.code());
            } else if (block.name().contains(".")) {
                Files.writeString(folder.resolve(block.name()), block.code());
            }
        }
        return walk;
    }

    private static String filledIn(String code, Map<String, String> settings) {
        Matcher setting = SETTING.matcher(code);
        return setting.replaceAll(found ->
                Matcher.quoteReplacement("export " + found.group(1) + "='" + required(settings, found.group(1)) + "'"));
    }

    private static String required(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            throw new AssertionError("the guide asks for " + name);
        }
        return value;
    }

    /** Runs it all. Wherever it prints an address on a line, what comes of it is typed in. */
    String run(String address, UnaryOperator<String> typed) throws Exception {
        Path program = Files.writeString(folder.resolve("walk.sh"), script);
        Process shell = new ProcessBuilder("bash", program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        StringBuilder seen = new StringBuilder();
        try (BufferedReader output = shell.inputReader(StandardCharsets.UTF_8);
                Writer input = shell.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                seen.append(line).append('\n');
                if (line.startsWith(address)) {
                    input.write(typed.apply(line) + "\n");
                    input.flush();
                }
            }
            if (!shell.waitFor(60, TimeUnit.SECONDS) || shell.exitValue() != 0) {
                throw new AssertionError("a command of the guide failed:\n" + seen);
            }
            return seen.toString();
        } finally {
            shell.destroyForcibly();
        }
    }

    /** Whether these programs are here. */
    static boolean possible(List<String> programs) {
        return programs.stream().allMatch(GuideWalk::here);
    }

    private static boolean here(String program) {
        try {
            return new ProcessBuilder("bash", "-c", "command -v " + program)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(interrupted));
        }
    }
}
