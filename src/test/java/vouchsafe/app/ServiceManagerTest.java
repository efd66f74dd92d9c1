package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.clientsofothers.Tools;

/** What systemd hears from a server (sd_notify(3)); a program in Python listens in its place, as Java cannot. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServiceManagerTest {
    private static final String LISTENER = """
        import socket, sys
        name = sys.argv[1]
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        heard.bind('\\0' + name[1:] if name[0] == '@' else name)
        print('listening', flush=True)
        while True:
            print(heard.recv(4096).decode().replace('\\n', ' '), flush=True)
        """;

    @TempDir
    Path folder;

    @Test
    void systemd_hears_that_the_server_is_ready_that_it_lives_and_that_it_stops() throws IOException {
        try (Listener listener = Listener.at(folder.resolve("notify").toString())) {
            VouchsafeProcess server = serve(listener.name(), "2000000");
            assertThat(listener.next()).isEqualTo("READY=1 STATUS=serving");
            assertThat(listener.next()).isEqualTo("WATCHDOG=1");
            assertThat(listener.next()).isEqualTo("WATCHDOG=1");
            server.close();
            String last = listener.next();
            while (last.equals("WATCHDOG=1")) {
                last = listener.next();
            }
            // The port closes at once here; requests get a minute, jobs and the database three.
            assertThat(last).isEqualTo("STOPPING=1 EXTEND_TIMEOUT_USEC=240000000 STATUS=finishing what is under way");
        }
    }

    @Test
    void a_server_on_a_unix_socket_asks_itself_there() throws IOException {
        try (Listener listener = Listener.at(folder.resolve("notify").toString())) {
            Map<String, String> environment = Map.of(
                    "NOTIFY_SOCKET",
                    listener.name(),
                    "WATCHDOG_USEC",
                    "2000000",
                    "VOUCHSAFE_LISTEN",
                    "unix:" + folder.resolve("socket"),
                    "VOUCHSAFE_BASE_URL",
                    "http://data.example.org");
            VouchsafeProcess server = VouchsafeProcess.serve(
                    folder.resolve("data"),
                    List.of(),
                    environment,
                    Program.ofThisBuild().arguments());
            assertThat(listener.next()).isEqualTo("READY=1 STATUS=serving");
            assertThat(listener.next()).isEqualTo("WATCHDOG=1");
            server.close();
        }
    }

    @Test
    void a_name_that_is_no_path_and_a_watchdog_of_another_process_are_understood() throws IOException {
        try (Listener listener = Listener.at("@" + folder)) {
            Map<String, String> environment = new HashMap<>(Map.of("NOTIFY_SOCKET", listener.name()));
            ServiceManager.of(environment).ready();
            assertThat(listener.next()).isEqualTo("READY=1 STATUS=serving");
            environment.put("WATCHDOG_USEC", "30000000");
            assertThat(ServiceManager.of(environment).watchdog()).hasValue(Duration.ofSeconds(30));
            environment.put("WATCHDOG_PID", "1");
            assertThat(ServiceManager.of(environment).watchdog()).isEmpty();
        }
    }

    @Test
    void where_nobody_listens_nothing_happens() {
        for (String socket :
                List.of("", "/", "relative", "/nobody/listens", "@nobody-" + folder, "/" + "x".repeat(200))) {
            ServiceManager.of(Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", "soon"))
                    .ready();
        }
        ServiceManager.of(Map.of()).stopping(Duration.ofMinutes(1));
    }

    private VouchsafeProcess serve(String socket, String watchdog) {
        return VouchsafeProcess.serve(
                folder.resolve("data"),
                List.of(),
                Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", watchdog),
                Program.ofThisBuild().arguments());
    }

    private record Listener(String name, Process process, BufferedReader heard) implements AutoCloseable {
        static Listener at(String name) throws IOException {
            Process process = new ProcessBuilder(Tools.python("socket"), "-c", LISTENER, name)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader heard =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(heard.readLine()).isEqualTo("listening");
            return new Listener(name, process, heard);
        }

        String next() throws IOException {
            return Objects.requireNonNull(heard.readLine(), "the listener ended");
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
