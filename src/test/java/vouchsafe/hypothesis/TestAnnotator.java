package vouchsafe.hypothesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import vouchsafe.TestServer;

/**
 * The annotation client as its authors publish it, fetched once with npm and put where the server looks. Where that can't be
 * done a test is skipped, unless {@code VOUCHSAFE_TESTS_REQUIRE_ALL=1}.
 */
public final class TestAnnotator {
    private static final Path FOLDER = Path.of("target/annotator");
    private static final int PATIENCE_SECONDS = 180;

    private TestAnnotator() {}

    /** The file that npm fetched. */
    public static synchronized Path tarball() {
        Path file = FOLDER.resolve(AnnotatorPackage.FILE_NAME);
        if (!Files.exists(file)) {
            npm().ifPresent(TestAnnotator::missing);
        }
        return file;
    }

    /** The shared server has the client from now on. */
    public static synchronized void install() {
        AnnotatorPackage client = new AnnotatorPackage(TestServer.shared().bean(AnnotatorFolder.class));
        if (!client.installed()) {
            try {
                client.install(tarball());
            } catch (IOException failure) {
                throw new AssertionError(failure);
            }
        }
    }

    /** Why it can't be fetched. */
    private static Optional<String> npm() {
        try {
            Files.createDirectories(FOLDER);
            Process npm = new ProcessBuilder("npm", "pack", AnnotatorPackage.SPECIFIER, "--ignore-scripts")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!npm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                npm.destroyForcibly();
                return Optional.of("no end after " + PATIENCE_SECONDS + " s");
            }
            return npm.exitValue() == 0 ? Optional.empty() : Optional.of("exit code " + npm.exitValue());
        } catch (IOException absent) {
            return Optional.of(absent.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void missing(String why) {
        String what = "npm and the package " + AnnotatorPackage.SPECIFIER + " (" + why + ")";
        if ("1".equals(System.getenv("VOUCHSAFE_TESTS_REQUIRE_ALL"))) {
            throw new AssertionError("this machine has not got " + what);
        }
        Assumptions.abort("skipped: this machine has not got " + what);
    }
}
