package vouchsafe.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * This build as a program for processes of tests: a jar beside its libraries, and an archive of their classes as a first start
 * left them (class data sharing), which saves every further process a third of what its start costs. Both lie in {@code target}
 * under a name that changes with every class and with the JDK.
 */
public final class Program {
    private static final String MAIN = "vouchsafe.app.Vouchsafe";
    private static @Nullable Program made;

    private final String classPath;
    private final Path archive;

    private Program(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** The program of this build; the first call takes some seconds, once for each build. */
    public static synchronized Program ofThisBuild() {
        Program program = made;
        if (program == null) {
            program = make();
            made = program;
        }
        return program;
    }

    /** The arguments for Java, up to those of the program's own. Java's notes on archives go where no test reads. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (Files.exists(archive)) {
            arguments.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:SharedArchiveFile=" + archive));
        }
        arguments.addAll(arguments(classPath));
        return arguments;
    }

    /** The same for a class path, without an archive. */
    static List<String> arguments(String classPath) {
        return List.of("-cp", classPath, MAIN);
    }

    /** The arguments for a command, which alone is not worth making an archive. */
    static synchronized List<String> made() {
        Program program = made;
        return program == null ? arguments(System.getProperty("java.class.path")) : program.arguments();
    }

    private static Program make() {
        try {
            Path classes = classes();
            Path folder = Files.createDirectories(
                    classes.resolveSibling("test-program").toAbsolutePath());
            List<String> libraries = libraries();
            String name = Integer.toHexString(
                    Objects.hash(state(classes), libraries, Runtime.version().toString()));
            Path jar = folder.resolve(name + ".jar");
            Path archive = folder.resolve(name + ".jsa");
            if (!Files.exists(jar)) {
                clear(folder);
                writeJar(MAIN, "", jar);
            }
            libraries.addFirst(jar.toString());
            Program program = new Program(String.join(File.pathSeparator, libraries), archive);
            if (!Files.exists(archive)) {
                program.makeArchive(folder);
            }
            return program;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Programs of earlier builds are of no more use. */
    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** Without an archive, for whatever reason, all goes on as it would. */
    private void makeArchive(Path folder) throws IOException {
        Path data = Files.createTempDirectory("vouchsafe-test");
        Path unfinished = folder.resolve(archive.getFileName() + ".unfinished");
        ProcessBuilder builder = new ProcessBuilder(Stream.of(
                        List.of(VouchsafeProcess.JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        List.of("-XX:ArchiveClassesAtExit=" + unfinished),
                        arguments(),
                        List.of("train", "--data", data.toString()))
                .flatMap(List::stream)
                .toList());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("archive.log").toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            } else if (Files.exists(unfinished)) {
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Stream<Path> entries() {
        String own = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(own.split(File.pathSeparator)).map(Path::of).filter(Files::exists);
    }

    /** The jars of the class path. */
    static List<String> libraries() {
        return new ArrayList<>(
                entries().filter(Files::isRegularFile).map(Path::toString).toList());
    }

    private static Path classes() {
        return entries()
                .filter(entry -> Files.isDirectory(entry) && !entry.endsWith("test-classes"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> state(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().lastModified() + " "
                            + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    /** Writes this build's classes into a jar, as Maven packs them. */
    static void writeJar(String mainClass, String classPath, Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path part = Files.createTempFile(file.getParent(), "jar", ".part");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(part), manifest)) {
            Files.walkFileTree(classes(), new Packing(classes(), jar));
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static final class Packing extends SimpleFileVisitor<Path> {
        private final Path root;
        private final JarOutputStream jar;

        Packing(Path root, JarOutputStream jar) {
            this.root = root;
            this.jar = jar;
        }

        /** Migrations are found by the folder's own entry. */
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(folder).toString();
            if (!name.isEmpty() && !name.equals("META-INF")) {
                jar.putNextEntry(new JarEntry(name + "/"));
                jar.closeEntry();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = root.relativize(file).toString();
            if (!name.equals("META-INF/MANIFEST.MF")) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(file, jar);
                jar.closeEntry();
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
