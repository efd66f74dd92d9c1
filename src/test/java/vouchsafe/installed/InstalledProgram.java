package vouchsafe.installed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Vouchsafe as somebody installed it: a command and the variables it is called with, and nothing of this build's. */
record InstalledProgram(List<String> command, Map<String, String> environment) {
    private static final int PATIENCE_SECONDS = 300;

    /** How a command ended, and what it printed. */
    record Ended(int exitCode, String out, String err) {
        /** What it printed; fails where it did not end well. */
        String done() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + err + out);
            }
            return out;
        }
    }

    /** A server that runs, and the address it said. */
    record Running(Process process, String url) implements AutoCloseable {
        /** SIGTERM to the server, which may lie below what was started; answers when that has ended. */
        @Override
        public void close() {
            List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
            started.add(process.toHandle());
            started.stream()
                    .filter(handle -> handle.info().command().orElse("").endsWith("/java"))
                    .forEach(ProcessHandle::destroy);
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("the server did not stop");
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** Runs it to its end. */
    Ended run(String input, String... arguments) {
        return run(input, environment, with(arguments));
    }

    /** Runs any command to its end. */
    static Ended run(String input, Map<String, String> environment, List<String> command) {
        try {
            Path err = Files.createTempFile("vouchsafe-test", ".err");
            Process process =
                    builder(environment, command).redirectError(err.toFile()).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end");
            }
            Ended ended = new Ended(process.exitValue(), out, Files.readString(err));
            Files.delete(err);
            return ended;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Starts a server and returns when it says that it answers. */
    Running serve(String... arguments) {
        try {
            Process process = builder(environment, with(arguments))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("Vouchsafe answers at ")) {
                    String url =
                            line.substring("Vouchsafe answers at ".length()).replace("localhost", "127.0.0.1");
                    // What it prints later must go somewhere.
                    Thread.ofVirtual().start(() -> out.lines().forEach(System.out::println));
                    return new Running(process, url);
                }
            }
            throw new AssertionError("the server ended before it answered");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> with(String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }

    private static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putIfAbsent("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return builder;
    }
}
