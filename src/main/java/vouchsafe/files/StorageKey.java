package vouchsafe.files;

import java.util.HexFormat;
import vouchsafe.crypto.RandomText;

/**
 * The name of an object in storage: ours, never made from anything a stranger sent.
 *
 * @param text 32 characters of [0-9a-f]
 */
public record StorageKey(String text) {
    private static final int BYTES = 16;

    public StorageKey {
        if (!wellFormed(text)) {
            throw new IllegalArgumentException("not a storage key");
        }
    }

    /** Not by a regular expression: lists make thousands. */
    private static boolean wellFormed(String text) {
        boolean hex = text.length() == 2 * BYTES;
        for (int i = 0; hex && i < text.length(); i++) {
            char each = text.charAt(i);
            hex = (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
        }
        return hex;
    }

    /** A key that no object has. */
    static StorageKey next() {
        return new StorageKey(HexFormat.of().formatHex(RandomText.bytes(BYTES)));
    }
}
