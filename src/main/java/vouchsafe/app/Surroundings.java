package vouchsafe.app;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The part of its process that a command reads: variables and input. Output goes to the writers of picocli's command line,
 * so that a command runs as well beside others in one process.
 */
record Surroundings(Map<String, String> environment, InputStream input) {

    static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), System.in);
    }

    /** What this command was started with. */
    static Surroundings of(CommandSpec command) {
        return ((Vouchsafe) command.root().userObject()).surroundings();
    }

    @Override
    public String toString() {
        return "Surroundings[hidden]";
    }
}
