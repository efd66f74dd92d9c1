package vouchsafe.accounts;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vouchsafe.crypto.Digests;
import vouchsafe.web.TypedText;

/** The rules for names and addresses. Every method answers with the fault, worded for the person who typed it. */
final class AccountRules {
    static final int USERNAME_LENGTH = 30;
    static final int NAME_LENGTH = 60;
    static final int EMAIL_LENGTH = 254;

    private static final Pattern USERNAME = Pattern.compile("[A-Za-z_0-9]+");
    // Narrower than RFC 5321 on purpose: quoted local parts and address literals are typing mistakes in practice.
    private static final Pattern EMAIL = Pattern.compile(
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
                    + "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])");
    private static final Set<String> OFFICIAL =
            Set.of("admin", "administrator", "moderator", "root", "staff", "support", "system", "vouchsafe", "me");

    private AccountRules() {}

    static Optional<String> username(String username) {
        if (username.isEmpty()) {
            return Optional.of("Choose a username.");
        }
        if (username.length() > USERNAME_LENGTH) {
            return Optional.of("A username has at most " + USERNAME_LENGTH + " characters.");
        }
        return USERNAME.matcher(username).matches()
                ? Optional.empty()
                : Optional.of("A username has letters (A to Z), digits and underscores only.");
    }

    /** The stand-in for the username of a deleted account: it cannot be chosen, and the name cannot be read from it. */
    static String retired(String username) {
        return "deleted-" + HexFormat.of().formatHex(Digests.sha256("retired username " + UserId.key(username)), 0, 16);
    }

    /** Names that would let a member pass for the people who run the server. */
    static boolean soundsOfficial(String username) {
        return OFFICIAL.contains(username.toLowerCase(Locale.ROOT));
    }

    static Optional<String> name(String name) {
        if (TypedText.blank(name)) {
            return Optional.of("Say what you want to be called. It need not be your legal name.");
        }
        if (TypedText.length(name) > NAME_LENGTH) {
            return Optional.of("A name has at most " + NAME_LENGTH + " characters.");
        }
        return name.codePoints().anyMatch(TypedText::breaks)
                ? Optional.of("The name has a character that cannot be shown.")
                : Optional.empty();
    }

    /**
     * The mailbox behind an address, which is what gets counted. Case does not matter, and the part behind a plus sign
     * is the owner's own affair (RFC 5233).
     */
    static String mailbox(String email) {
        int at = email.lastIndexOf('@');
        int plus = email.indexOf('+');
        String mailbox = plus > 0 && plus < at ? email.substring(0, plus) + email.substring(at) : email;
        return mailbox.toLowerCase(Locale.ROOT);
    }

    static Optional<String> email(String email) {
        if (email.isEmpty()) {
            return Optional.of("Give an e-mail address.");
        }
        Optional<String> beyondAscii = WrittenAddress.beyondAscii(email);
        if (beyondAscii.isPresent()) {
            return beyondAscii;
        }
        return email.length() <= EMAIL_LENGTH && EMAIL.matcher(email).matches()
                ? Optional.empty()
                : Optional.of("Enter a valid email address.");
    }
}
