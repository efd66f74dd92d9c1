package vouchsafe.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import vouchsafe.db.DebianPostgres;

/**
 * The release before, as a program: built from the commit that {@code release-before} names, once for each tree. What it needs
 * and this release does not is fetched by Maven.
 */
final class ReleaseBefore {
    private static final Path NAMED = Path.of("src/test/resources/release-before");
    private static final int LONGEST_BUILD_MINUTES = 20;

    private ReleaseBefore() {}

    static String commit() throws IOException {
        return Files.readAllLines(NAMED).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .findFirst()
                .orElseThrow();
    }

    /** The arguments for Java, up to those of the program's own. */
    static synchronized List<String> program() throws IOException {
        Path made = Path.of("target/release-before", commit()).toAbsolutePath();
        if (!Files.exists(made.resolve("vouchsafe.jar"))) {
            build(made);
        }
        return Program.arguments(made.resolve("vouchsafe.jar") + File.pathSeparator + made.resolve("lib") + "/*");
    }

    private static void build(Path made) throws IOException {
        require("git", "cat-file", "-e", commit() + "^{commit}");
        clear(made);
        Path sources = Files.createDirectories(made.resolve("sources"));
        Path archive = made.resolve("sources.tar");
        run(Path.of("."), "git", "archive", "--format=tar", "--output=" + archive, commit());
        run(sources, "tar", "-xf", archive.toString());
        List<String> maven =
                new ArrayList<>(List.of("mvn", "-q", "-B", "-Pquick", "-Dmaven.test.skip=true", "package"));
        maven.add(1, "-o");
        if (code(sources, maven.toArray(String[]::new)) != 0) {
            // Something that only that release needs is not on this machine yet.
            maven.remove("-o");
            run(sources, maven.toArray(String[]::new));
        }
        Path target = sources.resolve("target");
        Files.move(target.resolve("lib"), made.resolve("lib"));
        Files.move(target.resolve("vouchsafe.jar"), made.resolve("vouchsafe.jar"), StandardCopyOption.ATOMIC_MOVE);
        clear(sources);
        Files.delete(archive);
    }

    /** A clone without history cannot build what came before; a machine without Maven or git can't build anything. */
    private static void require(String... command) throws IOException {
        for (String tool : List.of("git", "mvn", "tar")) {
            if (code(Path.of("."), "sh", "-c", "command -v " + tool + " >/dev/null") != 0) {
                throw DebianPostgres.missing(tool);
            }
        }
        if (code(Path.of("."), command) != 0) {
            throw withoutHistory();
        }
    }

    /** Skips the test, whoever asks for all of them: sources come without their history, too. */
    static TestAbortedException withoutHistory() throws IOException {
        return new TestAbortedException("skipped: these sources come without the commit " + commit()
                + " of the release before (git fetch --unshallow, or git fetch origin " + commit() + ")");
    }

    private static void run(Path folder, String... command) throws IOException {
        int code = code(folder, command);
        if (code != 0) {
            throw new AssertionError(String.join(" ", command) + " ended with " + code + ": "
                    + Files.readString(log(folder)).lines().limit(40).toList());
        }
    }

    private static Path log(Path folder) throws IOException {
        Path target = folder.equals(Path.of(".")) ? Files.createDirectories(Path.of("target")) : folder;
        return target.resolve("release-before.log");
    }

    private static int code(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
        // What this run of Maven was told is not for the other one.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_") || name.startsWith("VOUCHSAFE_"));
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
