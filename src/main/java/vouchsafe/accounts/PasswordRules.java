package vouchsafe.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a password is good enough: long enough, and none that guessers try first. No rules about kinds of
 * characters, which make passwords harder to remember and no harder to guess (NIST SP 800-63B section 3.1.1.2).
 */
final class PasswordRules {
    /** Characters, counted in the form that is hashed. */
    static final int SHORTEST = 8;

    /** Characters, counted in the form that is hashed: far above any passphrase. */
    static final int LONGEST = 512;

    private static final Set<String> COMMON = read();

    private PasswordRules() {}

    /** The fault of a text that can be nobody's password. */
    static Optional<String> unusable(Password password) {
        if (password.endless()) {
            return Optional.of(tooLong());
        }
        Password prepared = password.prepared();
        if (prepared.length() < SHORTEST) {
            return Optional.of("A password has at least " + SHORTEST + " characters. A few words in a row are good.");
        }
        if (prepared.length() > LONGEST) {
            return Optional.of(tooLong());
        }
        OptionalInt forbidden = FreeformClass.firstForbidden(prepared.clear());
        return forbidden.isEmpty()
                ? Optional.empty()
                : Optional.of("A password can't have the character " + name(forbidden.getAsInt())
                        + ": not every device can type it the same way. Leave it out.");
    }

    private static String tooLong() {
        return "This password is too long: " + LONGEST + " characters are the limit.";
    }

    /** What cannot be seen is named by its number. */
    private static String name(int character) {
        String name = Character.isValidCodePoint(character) ? Character.getName(character) : null;
        return "U+%04X".formatted(character) + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
    }

    /** The fault of this password for this person, if it has one. */
    static Optional<String> problem(Password password, String... ownWords) {
        Optional<String> unusable = unusable(password);
        if (unusable.isPresent()) {
            return unusable;
        }
        String clear = password.prepared().clear();
        String lower = clear.toLowerCase(Locale.ROOT);
        for (String word : ownWords) {
            String own = Normalizer.normalize(word, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
            if (!own.isEmpty() && (lower.equals(own) || lower.equals(localPart(own)))) {
                return Optional.of("This password is your own name or address. Choose one nobody would guess.");
            }
        }
        return COMMON.contains(lower) || COMMON.contains(stem(lower)) || monotonous(lower)
                ? Optional.of("This is one of the passwords that guessers try first. Choose another.")
                : Optional.empty();
    }

    private static String localPart(String address) {
        int at = address.indexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }

    /** The word under the usual decoration: {@code password123!} is {@code password}. */
    private static String stem(String lower) {
        return lower.replaceAll("[^a-z]+$", "").replaceAll("^[^a-z]+", "");
    }

    /** One character, or steps of one: {@code aaaaaaaa}, {@code 12345678}, {@code hgfedcba}. */
    private static boolean monotonous(String text) {
        int[] characters = text.codePoints().toArray();
        int step = characters[1] - characters[0];
        if (Math.abs(step) > 1) {
            return false;
        }
        for (int i = 2; i < characters.length; i++) {
            if (characters[i] - characters[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> read() {
        try (InputStream list = PasswordRules.class.getResourceAsStream("common-passwords.txt")) {
            return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
