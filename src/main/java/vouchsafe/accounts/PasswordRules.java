package vouchsafe.accounts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a password is good enough: long enough, and none that guessers try first. No rules about kinds of
 * characters, which make passwords harder to remember and no harder to guess (NIST SP 800-63B section 3.1.1.2).
 */
final class PasswordRules {
    private static final int SHORTEST = 8;
    // Far above any passphrase; keeps a megabyte of text from being hashed.
    private static final int LONGEST_BYTES = 512;
    private static final Set<String> COMMON = read();

    private PasswordRules() {}

    /** Whether this is longer than any password can be, and so is the password of no member. */
    static boolean tooLong(Password password) {
        String clear = password.clear();
        return clear.length() > LONGEST_BYTES || clear.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
    }

    /** The fault of this password for this person, if it has one. */
    static Optional<String> problem(Password password, String... ownWords) {
        String clear = password.clear();
        if (clear.codePointCount(0, clear.length()) < SHORTEST) {
            return Optional.of("A password has at least " + SHORTEST + " characters. A few words in a row are good.");
        }
        if (tooLong(password)) {
            return Optional.of("This password is too long: " + LONGEST_BYTES + " bytes are the limit.");
        }
        String lower = clear.toLowerCase(Locale.ROOT);
        for (String word : ownWords) {
            String own = word.toLowerCase(Locale.ROOT);
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
        int step = text.charAt(1) - text.charAt(0);
        if (Math.abs(step) > 1) {
            return false;
        }
        for (int i = 2; i < text.length(); i++) {
            if (text.charAt(i) - text.charAt(i - 1) != step) {
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
