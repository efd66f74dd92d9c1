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
        if (!text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException("not a storage key");
        }
    }

    /** A key that no object has. */
    static StorageKey next() {
        return new StorageKey(HexFormat.of().formatHex(RandomText.bytes(BYTES)));
    }
}
