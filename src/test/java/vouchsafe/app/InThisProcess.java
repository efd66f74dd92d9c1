package vouchsafe.app;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Runs commands in the JVM of the tests, which saves each the start of its own. It shows what a command does and says; that a
 * process of its own does the same, with nothing else on its streams, is shown once for each kind by {@link VouchsafeProcess}.
 *
 * <p>A data folder whose server runs in this JVM too is not named to a command here without {@code --db}: looking whether the
 * folder is free would let go of the server's lock.
 */
public final class InThisProcess {
    private InThisProcess() {}

    /** Runs a command to its end, as {@link VouchsafeProcess#run} does. */
    public static VouchsafeProcess.Ended run(String input, Map<String, String> environment, String... arguments) {
        // Logging is set up by the tests' own rules before a command can ask for less.
        LoggerFactory.getILoggerFactory();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings =
                new Surroundings(environment, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        int exitCode = Vouchsafe.commandLine(surroundings)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new VouchsafeProcess.Ended(exitCode, out.toString(), err.toString());
    }
}
