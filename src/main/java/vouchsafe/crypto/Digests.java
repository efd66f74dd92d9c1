package vouchsafe.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, for values that are random enough to need no salt, and comparison in constant time. */
public final class Digests {
    private static final MessageDigest UNUSED = newDigest();

    private Digests() {}

    /** SHA-256 of the text's UTF-8 bytes; 32 bytes. */
    public static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256; 32 bytes. */
    public static byte[] sha256(byte[]... parts) {
        try {
            // A copy of an unused one is had without asking the providers.
            MessageDigest digest = (MessageDigest) UNUSED.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    /** Whether both are the same, in a time that tells nothing about where they differ. */
    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
