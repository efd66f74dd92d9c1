package vouchsafe.annotations;

import java.security.SecureRandom;

/** Ids of groups: 8 characters that are not mistaken for one another. */
final class GroupId {
    private static final String ALPHABET = "123456789ABDEGJKLMNPQRVWXYZabdegijkmnopqrvwxyz";
    private static final int LENGTH = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private GroupId() {}

    static String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
