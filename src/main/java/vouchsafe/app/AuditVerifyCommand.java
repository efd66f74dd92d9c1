package vouchsafe.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vouchsafe.audit.AuditVerification;
import vouchsafe.crypto.PublicKeys;

/** Checks an export of the audit log, on any machine. */
@Command(
        name = "verify",
        description =
                "Check that an export of the audit log (lines of JSON) is as the server wrote it. Needs nothing but"
                        + " the file: no server, no database, no data folder.")
final class AuditVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The export.")
    private @Nullable Path file;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            description = "The server's public keys as it publishes them, saved; default: those in the export.")
    private @Nullable Path keys;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        Logs.quiet();
        PrintWriter out = command.commandLine().getOut();
        int exit = say(out, result());
        out.flush();
        return exit;
    }

    private AuditVerification.Result result() {
        Optional<PublicKeys> given = Optional.ofNullable(keys).map(AuditVerifyCommand::read);
        try (InputStream in = Files.newInputStream(Objects.requireNonNull(file))) {
            return AuditVerification.verify(in, given);
        } catch (IOException failure) {
            throw new CommandFailed(file + " can't be read: " + failure);
        }
    }

    private static PublicKeys read(Path keys) {
        try {
            return PublicKeys.parse(Files.readString(keys, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new CommandFailed(keys + " can't be read: " + failure);
        } catch (IllegalArgumentException malformed) {
            throw new CommandFailed(
                    keys + " is no set of public keys (JWK set); save the one that the server publishes");
        }
    }

    private int say(PrintWriter out, AuditVerification.Result result) {
        return switch (result) {
            case AuditVerification.Result.Whole whole -> {
                out.println("whole: " + whole.events() + " events"
                        + (whole.until().isEmpty() ? "" : " until " + whole.until()) + ", as " + whole.issuer()
                        + " wrote them");
                out.println("the log itself, when it was exported: "
                        + (whole.logIntact() ? "intact, " : "TAMPERED WITH, ")
                        + whole.log());
                if (keys == null) {
                    out.println(
                            "checked with the keys in the export itself; to know that they are the server's, save its"
                                    + " public keys and give them with --keys");
                }
                yield whole.logIntact() ? 0 : 1;
            }
            case AuditVerification.Result.Wrong(long line, String why) -> {
                out.println("line " + line + " is wrong: " + why);
                yield 1;
            }
            case AuditVerification.Result.Cut cut -> {
                out.println("the end is missing after line " + cut.lines() + ": "
                        + (cut.sealed() == 0
                                ? "nothing before it is covered by a signature"
                                : "lines 1 to " + cut.sealed() + " are as they were written"
                                        + (cut.until().isEmpty() ? "" : ", events until " + cut.until())
                                        + "; nothing after them is covered by a signature"));
                yield 1;
            }
        };
    }
}
