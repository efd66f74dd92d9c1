package vouchsafe.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key ring as it was read at one moment, opened as far as this server can open it. Not to be changed. */
final class OpenedKeys {
    private final @Nullable OpenedKey[] byId = new @Nullable OpenedKey[256];
    /** Those that may seal, the one that does so last first. */
    private final List<OpenedKey> sealing = new ArrayList<>();

    /**
     * A key of the ring.
     *
     * @param secret null where this server cannot open it
     * @param master the fingerprint of the master key that opened it; null where it was not opened now
     */
    record OpenedKey(
            KeyRow row, @Nullable Secret secret, @Nullable String master) {
        /** What a key that seals works with. */
        Secret opened() {
            return Objects.requireNonNull(secret, "a key that seals is open");
        }
    }

    /** What a key works with. */
    record Secret(Mac sealing, MasterKey wrapping) {
        static Secret of(byte[] key) {
            return new Secret(hmac(derive(key, "seal")), MasterKey.derived(derive(key, "wrap")));
        }

        /** HMAC-SHA256. */
        byte[] mac(byte[]... parts) {
            try {
                Mac mac = (Mac) sealing.clone();
                for (byte[] part : parts) {
                    mac.update(part);
                }
                return mac.doFinal();
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("the JDK's HMAC can be cloned", impossible);
            }
        }
    }

    /**
     * Opens the rows, of which the one that seals last comes last.
     *
     * @param before as they were opened before: such a key needs no master key again
     */
    OpenedKeys(List<KeyRow> rows, List<MasterKey> masters, @Nullable OpenedKeys before) {
        for (KeyRow row : rows) {
            OpenedKey known = before == null ? null : before.byId[row.number()];
            OpenedKey opened =
                    known != null && known.secret() != null && known.row().sameKey(row)
                            ? new OpenedKey(row, known.secret(), null)
                            : open(row, masters);
            byId[row.number()] = opened;
            if (opened.secret() != null && row.heldUp() == null) {
                sealing.addFirst(opened);
            }
        }
    }

    private static OpenedKey open(KeyRow row, List<MasterKey> masters) {
        for (MasterKey master : masters) {
            Optional<byte[]> plain = plain(row, master);
            if (plain.isPresent()) {
                return new OpenedKey(row, Secret.of(plain.get()), master.fingerprint());
            }
        }
        return new OpenedKey(row, null, null);
    }

    private static Optional<byte[]> plain(KeyRow row, MasterKey master) {
        if (row.master() != null && !row.master().equals(master.fingerprint())) {
            return Optional.empty();
        }
        try {
            return Optional.of(master.unwrap(row.wrapped()));
        } catch (IllegalArgumentException otherKey) {
            return Optional.empty();
        }
    }

    /** A key of the ring as it is under no master key, to be wrapped by another one. */
    static byte[] plain(KeyRow row, List<MasterKey> masters) {
        return masters.stream()
                .flatMap(master -> plain(row, master).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a key that was opened opens again"));
    }

    /** The key with the id that stands in a seal. */
    @Nullable
    OpenedKey find(byte inSeals) {
        return byId[Byte.toUnsignedInt(inSeals)];
    }

    /** The key that seals at this moment; empty where this server could open none of them. */
    Optional<OpenedKey> sealing(Instant now) {
        OpenedKey earliest = null;
        for (OpenedKey key : sealing) {
            if (key.row().opens(now)) {
                if (!now.isBefore(key.row().seals())) {
                    return Optional.of(key);
                }
                earliest = key;
            }
        }
        // The clock of the node that made the first key was ahead of ours.
        return Optional.ofNullable(earliest);
    }

    /** Those in use that this server cannot open, and nobody said so before. */
    List<KeyRow> missing(Instant now) {
        return all().stream()
                .filter(key -> key.secret() == null
                        && key.row().heldUp() == null
                        && key.row().opens(now))
                .map(OpenedKey::row)
                .toList();
    }

    List<OpenedKey> all() {
        List<OpenedKey> all = new ArrayList<>();
        for (OpenedKey key : byId) {
            if (key != null) {
                all.add(key);
            }
        }
        return all;
    }

    private static byte[] derive(byte[] secret, String purpose) {
        return hmac(secret).doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    }

    private static Mac hmac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA256", missing);
        }
    }
}
