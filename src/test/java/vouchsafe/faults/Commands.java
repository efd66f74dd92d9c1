package vouchsafe.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of the machine. */
final class Commands {
    private Commands() {}

    /** Whether this machine lets us do it. */
    static boolean works(List<String> command) {
        try {
            run(command);
            return true;
        } catch (IOException not) {
            return false;
        }
    }

    /** Runs one to its end; it must end well. */
    static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.onExit().join().exitValue();
        if (code != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ": " + said);
        }
    }
}
