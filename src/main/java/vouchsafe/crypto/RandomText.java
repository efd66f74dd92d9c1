package vouchsafe.crypto;

import java.security.SecureRandom;

/** Unpredictable text for identifiers and secrets. */
public final class RandomText {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private RandomText() {}

    /** Text of [A-Za-z0-9], about 5.95 bits a character. */
    public static String alphanumeric(int length) {
        return from(ALPHANUMERIC, length);
    }

    /** Text of decimal digits, leading zeros allowed. */
    public static String digits(int length) {
        return from("0123456789", length);
    }

    /** Random bytes. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String from(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
