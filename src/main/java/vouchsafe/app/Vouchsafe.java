package vouchsafe.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import vouchsafe.db.DatabaseUnavailable;

/** The program: {@code vouchsafe serve} and its sister commands. */
@Command(
        name = "vouchsafe",
        description = "People share their own data with projects they choose.",
        mixinStandardHelpOptions = true,
        versionProvider = Vouchsafe.Version.class,
        scope = ScopeType.INHERIT,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            MemberCommand.class,
            ProjectCommand.class,
            ClientCommand.class,
            AnnotatorCommand.class,
            TrainCommand.class
        })
public final class Vouchsafe {
    private final Surroundings surroundings;

    private Vouchsafe(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command. Exit codes: 0 done, 1 failed, 2 wrong arguments or settings. */
    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofThisProcess()).execute(arguments));
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Vouchsafe.class.getPackage().getImplementationVersion();
            return new String[] {"Vouchsafe " + (version == null ? "(not packaged)" : version)};
        }
    }

    Surroundings surroundings() {
        return surroundings;
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new Vouchsafe(surroundings)).setExecutionExceptionHandler((failure, command, parsed) -> {
            switch (failure) {
                case InvalidSettings wrong -> {
                    command.getErr().println("vouchsafe: " + wrong.getMessage());
                    return CommandLine.ExitCode.USAGE;
                }
                case CommandFailed refused -> {
                    command.getErr().println("vouchsafe: " + refused.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                }
                case DatabaseUnavailable unavailable -> {
                    command.getErr().println("vouchsafe: " + unavailable.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                }
                default -> {
                    failure.printStackTrace(command.getErr());
                    return CommandLine.ExitCode.SOFTWARE;
                }
            }
        });
    }
}
