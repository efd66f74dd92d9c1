package vouchsafe.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.OperatorAccountResult;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.accounts.Password;
import vouchsafe.audit.Actor;

/** Makes an account; this is the only way to get a first administrator. */
@Command(name = "create", description = "Create a member; the first administrator is made this way.")
final class MemberCreateCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--username", required = true, paramLabel = "U", description = "Letters, digits and underscore.")
    private String username = "";

    @Option(names = "--email", required = true, paramLabel = "E", description = "Address; counts as verified.")
    private String email = "";

    @Option(names = "--name", paramLabel = "N", description = "Name shown to others; default: the username.")
    private @Nullable String name;

    @Option(names = "--admin", description = "Make an administrator, who is a reviewer too.")
    private boolean administrator;

    @Option(
            names = "--password-stdin",
            description = "Read the password from standard input, one line, also where a terminal could ask for it.")
    private boolean passwordFromInput;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        NewMember person = person();
        Member member;
        try (Rooms rooms = Rooms.open(loaded)) {
            member = create(rooms, person);
        }
        settings.answer(json)
                .with("id", member.id().toString())
                .with("username", member.username())
                .say((administrator ? "administrator " : "member ") + member.username() + " created");
        return 0;
    }

    private NewMember person() throws IOException {
        Password password = password();
        try {
            return new NewMember(username, name == null ? username : name, email, true, password, administrator);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidSettings(String.valueOf(wrong.getMessage()));
        }
    }

    private static Member create(Rooms rooms, NewMember person) {
        OperatorAccounts accounts = rooms.get(OperatorAccounts.class);
        return switch (accounts.create(person, Actor.COMMAND_LINE)) {
            case OperatorAccountResult.AccountMade(Member made) -> made;
            case OperatorAccountResult.UsernameTaken taken ->
                throw new CommandFailed("the username " + person.username() + " is taken");
            case OperatorAccountResult.AddressTaken taken ->
                throw new CommandFailed("the e-mail address " + person.email() + " belongs to another member");
        };
    }

    /** Never an option: what stands on a command line, every user of the machine can read. */
    private Password password() throws IOException {
        Terminal terminal = settings.surroundings().terminal();
        if (!passwordFromInput && terminal.asks()) {
            String typed = terminal.hidden("Password: ");
            if (!typed.equals(terminal.hidden("Password again: "))) {
                throw new InvalidSettings("the two passwords differ; start again");
            }
            return new Password(typed);
        }
        String line;
        try {
            line = new BufferedReader(
                            new InputStreamReader(settings.surroundings().input(), StandardCharsets.UTF_8.newDecoder()))
                    .readLine();
        } catch (CharacterCodingException otherBytes) {
            throw new InvalidSettings(
                    "the password on standard input is not UTF-8; set your terminal to UTF-8, or convert"
                            + " it: iconv -t UTF-8");
        }
        if (line == null) {
            throw new InvalidSettings(
                    "the password is missing: type it in a terminal, or write it on standard input, one line");
        }
        return new Password(line);
    }
}
