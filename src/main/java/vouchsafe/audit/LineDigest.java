package vouchsafe.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Digests of the lines of an export. */
final class LineDigest {
    private static final int KEPT = 16;

    private LineDigest() {}

    /** Of one line without its end, for the list in a mark. */
    static String of(byte[] line) {
        return text(Arrays.copyOf(sha256(line), KEPT));
    }

    /** Of a mark, for the next. */
    static String ofMark(byte[] line) {
        return text(sha256(line));
    }

    private static String text(byte[] digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static byte[] sha256(byte[] line) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(line);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
