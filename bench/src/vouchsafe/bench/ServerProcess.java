package vouchsafe.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vouchsafe.embedded.FreePort;

/** A process on a loopback port, started here and ended here. */
record ServerProcess(Process process, int port, double secondsToFirstAnswer) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    /** Starts {@code ./vouchsafe serve} on this data folder, and waits for its first answer. */
    static ServerProcess vouchsafe(Path home, Path dataFolder) throws IOException, InterruptedException {
        int port = FreePort.find();
        return start(
                port,
                "/health/ready",
                dataFolder.resolveSibling("server-output.txt"),
                List.of(
                        home.resolve("vouchsafe").toString(),
                        "serve",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        dataFolder.toString()));
    }

    /** Starts the {@link Echo} with the Java options of this server. */
    static ServerProcess echo(ServerProcess server, Path folder) throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>();
        for (String argument : server.commandLine()) {
            if (argument.equals("-jar")) {
                break;
            }
            if (!argument.startsWith("-XX:AOT") && !argument.startsWith("-XX:StartFlightRecording")) {
                command.add(argument);
            }
        }
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), Echo.class.getName(), Integer.toString(port)));
        return start(port, "/", folder.resolve("echo-output.txt"), command);
    }

    private static ServerProcess start(int port, String path, Path output, List<String> command)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        URI address = URI.create("http://127.0.0.1:" + port + path);
        while (!answers(address)) {
            boolean late = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            if (late || process.waitFor(5, TimeUnit.MILLISECONDS)) {
                process.destroy();
                throw new IOException("did not start: " + String.join(" ", command) + "\n" + Files.readString(output));
            }
        }
        return new ServerProcess(process, port, (System.nanoTime() - start) / 1e9);
    }

    private static boolean answers(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            boolean ready = connection.getResponseCode() == 200;
            connection.getInputStream().readAllBytes();
            return ready;
        } catch (IOException notYet) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    private List<String> commandLine() throws IOException {
        return List.of(Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline")).split("\0"));
    }

    /** Stops it in order. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
