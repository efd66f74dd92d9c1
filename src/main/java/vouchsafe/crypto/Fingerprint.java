package vouchsafe.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Stands in memory for a text that was sent, of any length: 128 bits of its SHA-256. Caches and counters are keyed by
 * it, so that no stranger chooses how much of our memory a key takes.
 */
public record Fingerprint(long high, long low) {

    /** Of these texts in this order; where one ends and the next begins counts. */
    public static Fingerprint of(String... texts) {
        byte[][] parts = new byte[2 * texts.length][];
        for (int i = 0; i < texts.length; i++) {
            byte[] text = texts[i].getBytes(StandardCharsets.UTF_8);
            parts[2 * i] =
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array();
            parts[2 * i + 1] = text;
        }
        ByteBuffer bits = ByteBuffer.wrap(Digests.sha256(parts));
        return new Fingerprint(bits.getLong(), bits.getLong());
    }
}
