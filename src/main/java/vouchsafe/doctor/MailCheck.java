package vouchsafe.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vouchsafe.mail.MailSettings;
import vouchsafe.mail.RelayProbe;

/** Whether mail leaves, as far as that can be known without sending any. */
final class MailCheck implements Check {
    @Override
    public Area area() {
        return Area.MAIL;
    }

    @Override
    public String subject() {
        return "the mail relay";
    }

    @Override
    public Outcome look(Installation installation) {
        Optional<MailSettings.Relay> relay = installation.mail().relay();
        if (relay.isEmpty()) {
            return Check.found(Finding.risk(
                    "mail.none",
                    area(),
                    "No mail relay is set: mail reaches nobody, so nobody can confirm an address or choose a new"
                            + " password.",
                    "Set smtp-host (VOUCHSAFE_SMTP_HOST) and what belongs to it."));
        }
        String from = installation.mail().from();
        List<Finding> findings = new ArrayList<>();
        String host = from.substring(from.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        if (Hosts.thisMachine(host)) {
            findings.add(Finding.risk(
                    "mail.sender",
                    area(),
                    "Mail comes from " + from + ", which relays and receivers refuse.",
                    "Set mail-from (VOUCHSAFE_MAIL_FROM) to an address of a domain of yours."));
        }
        spoken(relay.get(), from).ifPresent(findings::add);
        return Check.found(findings);
    }

    private Optional<Finding> spoken(MailSettings.Relay relay, String from) {
        String at = relay.host() + ":" + relay.port();
        return switch (RelayProbe.look(relay, from)) {
            case RelayProbe.Result.Well well -> Optional.empty();
            case RelayProbe.Result.Unreachable(String words) ->
                wrong(
                        "mail.unreachable",
                        "The mail relay " + at + " does not answer: " + Words.line(words) + ".",
                        "Check smtp-host and smtp-port, and that this machine may call out to that port.");
            case RelayProbe.Result.NoTls(String words) ->
                wrong(
                        "mail.tls",
                        "The mail relay " + at + " can't be spoken to in the way that smtp-tls says: "
                                + Words.line(words) + ".",
                        "Set smtp-tls to starttls (port 587), implicit (port 465) or none, and smtp-host to the name"
                                + " in its certificate.");
            case RelayProbe.Result.SignInRefused(String words) ->
                wrong(
                        "mail.sign-in",
                        "The mail relay " + at + " refuses the user or the password: " + Words.line(words) + ".",
                        "Set smtp-user and smtp-password (VOUCHSAFE_SMTP_PASSWORD) to what the relay knows.");
            case RelayProbe.Result.SenderRefused(String words) ->
                wrong(
                        "mail.sender",
                        "The mail relay " + at + " takes no mail from " + from + ": " + Words.line(words) + ".",
                        "Set mail-from (VOUCHSAFE_MAIL_FROM) to a sender that it takes, or sign in with smtp-user.");
        };
    }

    private Optional<Finding> wrong(String kind, String what, String whatToDo) {
        return Optional.of(Finding.wrong(kind, area(), what, whatToDo));
    }
}
