package vouchsafe.clientsofothers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * What this machine has of other languages. A test whose tools are missing is skipped and says so, unless
 * {@code VOUCHSAFE_TESTS_REQUIRE_ALL=1}.
 */
public final class Tools {
    private static final Path SCRIPTS = Path.of("src/test/resources/clients");
    private static final Path NODE_FOLDER = Path.of("target/clients-of-others");
    private static final Path GO_FOLDER = Path.of("target/clients-of-others-in-go");

    /** Where Debian puts packages of Go. */
    private static final Path GO_PACKAGES = Path.of("/usr/share/gocode");

    private static final int PATIENCE_SECONDS = 180;

    private Tools() {}

    static String script(String name) {
        return SCRIPTS.resolve(name).toAbsolutePath().toString();
    }

    /** A Python that has these modules; Debian's own first, since another may stand before it on the path. */
    public static String python(String... modules) {
        String imports = "import " + String.join(", ", modules);
        for (String python : List.of("/usr/bin/python3", "python3")) {
            if (works(Path.of("."), python, "-c", imports).isEmpty()) {
                return python;
            }
        }
        return missing("a python3 with the modules " + String.join(", ", modules));
    }

    /** The path of a copy of the script that stands beside the installed packages. */
    static synchronized String nodeScript(String name) {
        Path packages = nodePackages();
        try {
            for (String file : List.of("walks.mjs", name)) {
                copy(file);
            }
            return packages.resolveSibling(name).toAbsolutePath().toString();
        } catch (IOException failure) {
            return missing("a folder for npm (" + failure + ")");
        }
    }

    /** The folder of the installed packages of {@code package-lock.json}. */
    static synchronized Path nodePackages() {
        Path packages = NODE_FOLDER.resolve("node_modules");
        try {
            Files.createDirectories(NODE_FOLDER);
            String lock = "package-lock.json";
            Path installed = NODE_FOLDER.resolve(lock);
            if (!same(SCRIPTS.resolve(lock), installed) || !Files.exists(packages.resolve(".package-lock.json"))) {
                copy("package.json");
                copy(lock);
                Optional<String> failure = works(
                        NODE_FOLDER, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline");
                if (failure.isPresent()) {
                    Files.delete(installed);
                    missing("node, npm and the packages of package-lock.json (" + failure.get() + ")");
                }
            }
        } catch (IOException failure) {
            missing("a folder for npm (" + failure + ")");
        }
        return packages;
    }

    /** Copies what has changed; what has not may be in use. */
    private static void copy(String file) throws IOException {
        Path copy = NODE_FOLDER.resolve(file);
        if (!same(SCRIPTS.resolve(file), copy)) {
            Files.copy(SCRIPTS.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean same(Path file, Path copy) throws IOException {
        return Files.exists(copy) && Files.mismatch(file, copy) < 0;
    }

    /**
     * The path of the program that this file compiles to, with packages of Debian's and nothing from a network.
     *
     * @param packages what the file imports, such as {@code golang.org/x/oauth2}, by the Debian package that brings it
     */
    public static synchronized String goProgram(String name, Map<String, String> packages) {
        packages.forEach((imported, debian) -> {
            if (works(Path.of("."), "go", "version").isPresent()
                    || !Files.isDirectory(GO_PACKAGES.resolve("src").resolve(imported))) {
                missing("go with " + imported + "; on Debian: apt-get install golang-go " + debian);
            }
        });
        Path program = GO_FOLDER.resolve(name.replace(".go", "")).toAbsolutePath();
        Map<String, String> environment = Map.of(
                "GO111MODULE", "off",
                "GOPATH", GO_PACKAGES.toString(),
                "GOPROXY", "off",
                "GOFLAGS", "",
                "CGO_ENABLED", "0",
                "GOCACHE", GO_FOLDER.resolve("cache").toAbsolutePath().toString());
        try (Script build = Script.start(List.of("go", "build", "-o", program.toString(), script(name)), environment)) {
            build.rest();
            return program.toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Empty where the command ended well, else why not. */
    public static Optional<String> works(Path folder, String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("no end after " + PATIENCE_SECONDS + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of("exit code " + process.exitValue());
        } catch (IOException absent) {
            return Optional.of(absent.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends the test: this is not here. */
    public static String missing(String what) {
        if ("1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))) {
            throw new AssertionError("this machine has not got " + what);
        }
        Assumptions.abort(String.format(Locale.ROOT, "skipped: this machine has not got %s", what));
        return "";
    }
}
