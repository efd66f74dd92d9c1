package vouchsafe.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A proxy that runs. */
record Proxy(Process process, Path log) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Returns once it takes connections at all of the ports. */
    static Proxy start(Path folder, ProxyKind.Started started, List<Integer> ports) throws IOException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(started.command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(started.environment());
        Proxy proxy = new Proxy(builder.start(), log);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ports.stream().allMatch(Proxy::taken)) {
            if (!proxy.process.isAlive() || System.nanoTime() - end > 0) {
                proxy.close();
                throw new AssertionError(started.command() + " takes no connections: " + proxy.said());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        return proxy;
    }

    private static boolean taken(int port) {
        try (Socket tried = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return tried.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    /** What it wrote so far, for the words of a failure. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                children.forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
