package vouchsafe.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** A server that the launcher started and that runs out of memory ends, and its log ends with what to do. */
@Tag("slow")
@Order(1)
@Timeout(300)
class OutOfMemoryTest {
    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path home;

    @BeforeEach
    void unpack() throws IOException {
        Files.copy(Path.of("vouchsafe"), home.resolve("vouchsafe"));
        Files.setPosixFilePermissions(home.resolve("vouchsafe"), Files.getPosixFilePermissions(Path.of("vouchsafe")));
        // A jar that only names these classes, where the launcher looks for the one that Maven makes.
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Vouchsafe.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Files.createDirectories(home.resolve("target/lib"));
        new JarOutputStream(Files.newOutputStream(home.resolve("target/vouchsafe.jar")), manifest).close();
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        // The database of a server that ended at once would still write into the folder while it is deleted.
        await().atMost(Duration.ofMinutes(2))
                .until(() -> ProcessHandle.allProcesses()
                        .filter(this::worksHere)
                        .map(ProcessHandle::destroyForcibly)
                        .toList()
                        .isEmpty());
    }

    private boolean worksHere(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(home.toString());
    }

    @Test
    void a_server_that_runs_out_of_memory_ends_and_says_what_to_do() throws Exception {
        Path data = home.resolve("data");
        Process server = start(data, "-Xmx64m");
        exhaust(server, port(server));
        assertEnded(server, "-Xmx64m");
        assertThat(Files.readAllLines(data.resolve("logs/server.log")).getLast())
                .contains("ran out of memory and stopped", "VOUCHSAFE_HEAP=1g", "(now: -Xmx64m)");
    }

    @Test
    void so_does_one_that_has_too_little_to_start() throws Exception {
        Process server = start(home.resolve("data"), "-Xmx12m");
        server.inputReader().transferTo(java.io.Writer.nullWriter());
        assertEnded(server, "-Xmx12m");
    }

    /** Java code throws this one: the virtual machine's own options don't see it. */
    @ParameterizedTest
    @EnumSource
    void one_that_runs_out_of_memory_beside_the_heap_ends_too(Seen seen) throws Exception {
        Process process = process(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxDirectMemorySize=1m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                BesideTheHeap.class.getName(),
                seen.name());
        assertLastWords(process, "direct buffer memory");
    }

    /** How the error comes to light. */
    enum Seen {
        THROWN,
        LOGGED
    }

    /** A process whose heap has room, and nothing beside it. */
    static final class BesideTheHeap {
        public static void main(String[] arguments) throws InterruptedException {
            OutOfMemory.endsTheProcess();
            Thread.startVirtualThread(() -> take(Seen.valueOf(arguments[0])));
            new CountDownLatch(1).await();
        }

        private static void take(Seen seen) {
            try {
                ByteBuffer.allocateDirect(2 << 20);
            } catch (OutOfMemoryError full) {
                if (seen == Seen.THROWN) {
                    throw full;
                }
                LoggerFactory.getLogger("a.library").error("it failed", new IllegalStateException(full));
            }
        }
    }

    @Test
    void a_jar_that_was_started_without_the_launcher_does_the_same() throws Exception {
        Process server = process(
                Map.of(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-jar",
                home.resolve("target/vouchsafe.jar").toString(),
                "serve",
                "--port",
                "0",
                "--data",
                home.resolve("data").toString());
        exhaust(server, port(server));
        assertLastWords(server, "It said: ");
    }

    private Process start(Path data, String options) throws IOException {
        return process(
                Map.of("VOUCHSAFE_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -Xms8m " + options),
                home.resolve("vouchsafe").toString(),
                "serve",
                "--port",
                "0",
                "--data",
                data.toString());
    }

    private Process process(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(home.resolve("err.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("VOUCHSAFE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        // Nothing is learned behind the back of a server that ends at once.
        Files.write(home.resolve("target/aot"), new byte[0]);
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().put("HOME", "/dev/null");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Where it says that it answers. */
    private static int port(Process server) throws IOException {
        String address = "";
        while (!address.startsWith("Vouchsafe answers at ")) {
            address = server.inputReader().readLine();
            assertThat(address)
                    .as("what it printed, with exit code %s", server.isAlive() ? "to come" : server.exitValue())
                    .isNotNull();
        }
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1).replace("/", ""));
    }

    /** Holds open what takes memory while it is open, from many networks, until nobody listens any more. */
    private static void exhaust(Process server, int port) throws IOException {
        List<Socket> open = new ArrayList<>();
        byte[] head = ("GET /" + "x".repeat(14_000)).getBytes(ISO_8859_1);
        try {
            for (int n = 0; server.isAlive(); n++) {
                Socket socket = new Socket(
                        InetAddress.getByName("127.0.0.1"),
                        port,
                        InetAddress.getByName("127.9.%d.1".formatted(n / 500 % 250)),
                        0);
                open.add(socket);
                OutputStream out = socket.getOutputStream();
                out.write(head);
            }
        } catch (IOException gone) {
            // As it should be.
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private void assertEnded(Process server, String heap) throws Exception {
        assertThat(server.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(server.exitValue()).isNotZero();
        assertThat(Files.readAllLines(home.resolve("err.txt")).getLast())
                .contains("ran out of memory and stopped", "VOUCHSAFE_HEAP=1g", "(now: " + heap + ")");
    }

    private void assertLastWords(Process server, String error) throws Exception {
        assertThat(server.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(server.exitValue()).isEqualTo(3);
        assertThat(Files.readAllLines(home.resolve("err.txt")).getLast())
                .contains("ran out of memory and stopped", "VOUCHSAFE_HEAP=1g", error);
    }
}
