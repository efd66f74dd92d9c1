package vouchsafe.app;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The part of its process that a command reads: variables and input. Output goes to the writers of picocli's command line,
 * so that a command runs as well beside others in one process.
 */
record Surroundings(Map<String, String> environment, InputStream input, Terminal terminal) {

    static Surroundings ofThisProcess() {
        return new Surroundings(System.getenv(), System.in, Terminal.ofThisProcess());
    }

    /** Without a person who could be asked. */
    Surroundings(Map<String, String> environment, InputStream input) {
        this(environment, input, Terminal.NONE);
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
