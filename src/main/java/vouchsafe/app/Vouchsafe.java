package vouchsafe.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import vouchsafe.backup.BackupRefused;
import vouchsafe.crypto.WrongMasterKey;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.db.Release;

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
            DoctorCommand.class,
            MemberCommand.class,
            ProjectCommand.class,
            ClientCommand.class,
            AnnotatorCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            TrainCommand.class
        })
public final class Vouchsafe {
    private final Surroundings surroundings;

    private Vouchsafe(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command. Exit codes: 0 done, 1 failed, 2 wrong arguments or settings. */
    public static void main(String[] arguments) {
        // Whatever the locale: who reads the JSON of a command reads UTF-8 (RFC 8259 section 8.1).
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        System.exit(commandLine(Surroundings.ofThisProcess()).execute(arguments));
    }

    /** The version of the release. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Vouchsafe " + version()};
        }
    }

    /** The version of the jar. */
    static String version() {
        return Release.ofThisProgram().version();
    }

    /** Java puts U+FFFD where the bytes of an argument are no text in the locale's character set: what was meant is lost. */
    private static void requireText(List<String> arguments, Map<String, String> environment) {
        for (String argument : arguments) {
            if (argument.indexOf('\uFFFD') >= 0) {
                throw new InvalidSettings("the argument " + argument
                        + " is not written in the character set of this locale; write it in UTF-8, with"
                        + " LC_ALL=C.UTF-8");
            }
        }
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith("VOUCHSAFE_")
                    && variable.getValue().indexOf('\uFFFD') >= 0) {
                throw new InvalidSettings("the environment variable " + variable.getKey()
                        + " is not written in the character set of this locale; write it in UTF-8, with"
                        + " LC_ALL=C.UTF-8");
            }
        }
    }

    /** A wrong master key, under the layers in which a room that could not be built wraps it. */
    private static Exception explained(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongMasterKey wrong) {
                return new CommandFailed(String.valueOf(wrong.getMessage()));
            }
        }
        return failure;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commands = new CommandLine(new Vouchsafe(surroundings));
        CommandLine.IExecutionStrategy usual = commands.getExecutionStrategy();
        commands.setExecutionStrategy(parsed -> {
            try {
                requireText(parsed.originalArgs(), surroundings.environment());
            } catch (InvalidSettings unreadable) {
                throw new CommandLine.ExecutionException(commands, "text that is none", unreadable);
            }
            return usual.execute(parsed);
        });
        return commands.setExecutionExceptionHandler((failure, command, parsed) -> {
            switch (explained(failure)) {
                case InvalidSettings wrong -> {
                    command.getErr().println("vouchsafe: " + wrong.getMessage());
                    return CommandLine.ExitCode.USAGE;
                }
                case CommandFailed refused -> {
                    command.getErr().println("vouchsafe: " + refused.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                }
                case BackupRefused refused -> {
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
