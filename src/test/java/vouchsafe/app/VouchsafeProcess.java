package vouchsafe.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program as an operator runs it, in a process of its own. */
public final class VouchsafeProcess implements AutoCloseable {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path dataFolder;
    private String url = "";

    private VouchsafeProcess(Process process, Path dataFolder) {
        this.process = process;
        this.dataFolder = dataFolder;
    }

    /** How a process ended, and what it printed. */
    public record Ended(int exitCode, String out, String err) {}

    /** Starts a server on a free port and returns when it says that it answers. */
    static VouchsafeProcess serve(Path dataFolder) {
        return serve(dataFolder, List.of(), Map.of(), Program.ofThisBuild().arguments());
    }

    /** @param program class path and main class, as {@link Program#arguments} */
    static VouchsafeProcess serve(
            Path dataFolder, List<String> prefix, Map<String, String> environment, List<String> program) {
        ProcessBuilder builder =
                builder(prefix, environment, program, List.of("serve", "--port", "0", "--data", dataFolder.toString()));
        // No balancer stands before it, unless the test says so.
        builder.environment().putIfAbsent("VOUCHSAFE_STOP_NOTICE", "0s");
        return start(dataFolder, builder);
    }

    /** Starts a server on this port, of whatever release the program is. */
    public static VouchsafeProcess serveAt(
            int port, Path dataFolder, Map<String, String> environment, List<String> program) {
        return start(
                dataFolder,
                builder(
                        List.of(),
                        environment,
                        program,
                        List.of("serve", "--port", Integer.toString(port), "--data", dataFolder.toString())));
    }

    /** Starts a demo on a free port, with its apps on this one, and returns when it says that it is filled. */
    static VouchsafeProcess demo(Path dataFolder, int appPort) {
        List<String> arguments = List.of(
                "demo", "--port", "0", "--app-port", Integer.toString(appPort), "--data", dataFolder.toString());
        return start(
                dataFolder, builder(List.of(), Map.of(), Program.ofThisBuild().arguments(), arguments));
    }

    private static VouchsafeProcess start(Path dataFolder, ProcessBuilder builder) {
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            VouchsafeProcess server = new VouchsafeProcess(process, dataFolder);
            server.awaitWelcome();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a command to its end. */
    static Ended run(String input, Map<String, String> environment, String... arguments) {
        return run(Program.made(), input, environment, arguments);
    }

    /** The same with a program of whatever release. */
    static Ended run(List<String> program, String input, Map<String, String> environment, String... arguments) {
        try {
            Path err = Files.createTempFile("vouchsafe-test", ".err");
            Process process = builder(List.of(), environment, program, List.of(arguments))
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            await(process);
            String errors = Files.readString(err);
            Files.delete(err);
            return new Ended(process.exitValue(), out, errors);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ProcessBuilder builder(
            List<String> prefix, Map<String, String> environment, List<String> program, List<String> arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(JAVA, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("VOUCHSAFE_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private void awaitWelcome() throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("Vouchsafe answers at ")) {
                url = line.substring("Vouchsafe answers at ".length());
                return;
            }
        }
        throw new AssertionError("the server ended before it answered");
    }

    /** Where it answers, without a slash at the end. */
    String base() {
        return url.replace("localhost", "127.0.0.1");
    }

    /** Status of a GET; 0 where nobody answers. */
    int status(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** JDBC URL of the running server's database. */
    public String databaseUrl() {
        return RunningServer.of(dataFolder).orElseThrow().databaseUrl();
    }

    /** The postmaster of the data folder, which must be running. */
    public ProcessHandle postgres() {
        try {
            String pid = Files.readAllLines(dataFolder.resolve("postgres/postmaster.pid"))
                    .getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** SIGTERM; answers the exit code. */
    public int stop() {
        process.destroy();
        return await(process);
    }

    /** Sends a signal, such as {@code TERM}, and waits for nothing. */
    public void signal(String name) {
        try {
            int code = new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -" + name + " ended with " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for the end that something else brings about; answers the exit code. */
    int awaitEnd() {
        return await(process);
    }

    public boolean runs() {
        return process.isAlive();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await(process);
    }

    public static void kill(ProcessHandle handle) {
        handle.destroyForcibly();
        handle.onExit().join();
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
