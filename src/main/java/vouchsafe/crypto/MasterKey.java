package vouchsafe.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key that is never in the database: 256 bits, base64 in a file of mode 0600 or in the environment. It wraps
 * the key ring with AES-256-GCM (NIST SP 800-38D).
 */
public final class MasterKey {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] key;

    private MasterKey(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException(
                    "the master key must be 32 bytes in base64 (44 characters); make one with: openssl rand -base64"
                            + " 32");
        }
        this.key = key.clone();
    }

    /** Reads base64 text. */
    public static MasterKey parse(String base64) {
        try {
            return new MasterKey(Base64.getDecoder().decode(base64.strip()));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "the master key must be 32 bytes in base64 (44 characters); make one with: openssl rand -base64 32",
                    malformed);
        }
    }

    /** A new one. */
    static MasterKey random() {
        return new MasterKey(RandomText.bytes(32));
    }

    /** The key in base64, to be written where only its owner may read. */
    String text() {
        return Base64.getEncoder().encodeToString(key);
    }

    /** Sixteen hexadecimal digits by which people and rows tell keys apart; from them nobody learns the key. */
    public String fingerprint() {
        return HexFormat.of()
                .formatHex(Arrays.copyOf(
                        Digests.sha256(
                                "fingerprint of a master key of Vouchsafe".getBytes(StandardCharsets.US_ASCII), key),
                        8));
    }

    byte[] wrap(byte[] plain) {
        byte[] nonce = RandomText.bytes(NONCE);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, plain);
        byte[] wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
        return wrapped;
    }

    /** Opens what {@link #wrap} made; another key's work ends in {@link IllegalArgumentException}. */
    byte[] unwrap(byte[] wrapped) {
        if (wrapped.length < NONCE) {
            throw new IllegalArgumentException("too short to be wrapped by a key");
        }
        return cipher(
                Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE), Arrays.copyOfRange(wrapped, NONCE, wrapped.length));
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failure) {
            throw new IllegalArgumentException("not wrapped by this key", failure);
        }
    }

    /**
     * A statement that only holders of this key can make (HMAC-SHA256 with a key of its own for each purpose), for processes
     * that have the key and nothing else in common.
     */
    public byte[] stateFor(String purpose, String text) {
        byte[] ofPurpose = mac(key, "vouchsafe " + purpose);
        return mac(ofPurpose, text);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A key of its own for another purpose, so that one key never does two kinds of work. */
    static MasterKey derived(byte[] key) {
        return new MasterKey(key);
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
