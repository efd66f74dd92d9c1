package vouchsafe.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
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

    /** Reads the key from the file, or makes a new one there that only its owner may read. */
    public static MasterKey loadOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException("the master key file " + file + " can't be read", failure);
        }
    }

    /** The key in the file; empty where there is no file. */
    public static Optional<MasterKey> load(Path file) {
        return Files.exists(file) ? Optional.of(loadOrCreate(file)) : Optional.empty();
    }

    /** What tells this key from others and opens nothing: 16 characters of [0-9a-f]. */
    public String fingerprint() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal("fingerprint of a master key".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }

    private static void create(Path file) throws IOException {
        String text = Base64.getEncoder().encodeToString(RandomText.bytes(32)) + "\n";
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.SYNC);
        } catch (FileAlreadyExistsException another) {
            // Another start was quicker: its key is the one.
        }
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

    /** A key of its own for another purpose, so that one key never does two kinds of work. */
    static MasterKey derived(byte[] key) {
        return new MasterKey(key);
    }

    @Override
    public String toString() {
        return "MasterKey[hidden]";
    }
}
