package vouchsafe.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys that seal codes, tokens and links. They lie in the database wrapped by the {@link MasterKey}, so that every
 * node of a cluster has the same ones and a stolen database forges nothing. Thread-safe; keys are read once at start.
 */
public final class KeyRing {
    private final Map<Byte, Key> keys;
    private final byte current;

    private record Key(Mac sealing, MasterKey wrapping) {}

    private record Row(short id, byte[] wrapped) {}

    private KeyRing(Map<Byte, Key> keys, byte current) {
        this.keys = keys;
        this.current = current;
    }

    /**
     * Opens the ring, making its first key in an empty database.
     *
     * @throws IllegalStateException when the ring was wrapped by another master key
     */
    static KeyRing open(JdbcClient sql, MasterKey master, InstantSource clock) {
        List<Row> rows = read(sql);
        if (rows.isEmpty()) {
            sql.sql("INSERT INTO keys (id, wrapped, created_at) VALUES (1, :wrapped, :now) ON CONFLICT DO NOTHING")
                    .param("wrapped", master.wrap(RandomText.bytes(32)))
                    .param("now", clock.instant())
                    .update();
            rows = read(sql);
        }
        Map<Byte, Key> keys = new HashMap<>();
        byte current = 0;
        for (Row row : rows) {
            keys.put((byte) row.id(), key(unwrap(master, row.wrapped())));
            current = (byte) row.id();
        }
        return new KeyRing(Map.copyOf(keys), current);
    }

    private static List<Row> read(JdbcClient sql) {
        return sql.sql("SELECT id, wrapped FROM keys WHERE retired_at IS NULL ORDER BY created_at, id")
                .query(Row.class)
                .list();
    }

    private static byte[] unwrap(MasterKey master, byte[] wrapped) {
        try {
            return master.unwrap(wrapped);
        } catch (IllegalArgumentException otherKey) {
            throw new IllegalStateException("""
                the master key does not open the key ring in this database. Restore the master key that belongs to it \
                (the file master.key in the data folder, or VOUCHSAFE_MASTER_KEY). If it is lost for good, delete the \
                rows of the table "keys" and start again: everyone is signed out and apps must connect again, no other \
                data is lost\
                """, otherKey);
        }
    }

    private static Key key(byte[] secret) {
        return new Key(hmac(derive(secret, "seal")), MasterKey.derived(derive(secret, "wrap")));
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

    /** Id of the key that seals now. */
    byte current() {
        return current;
    }

    /** HMAC-SHA256 under the key of this id, or null where the ring has no such key. */
    byte @Nullable [] mac(byte keyId, byte[]... parts) {
        Key key = keys.get(keyId);
        if (key == null) {
            return null;
        }
        try {
            Mac mac = (Mac) key.sealing().clone();
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's HMAC can be cloned", impossible);
        }
    }

    /** Encrypts something the server must read back, such as a webhook secret. */
    public byte[] wrap(byte[] plain) {
        byte[] wrapped = key(current).wrapping().wrap(plain);
        byte[] withKeyId = new byte[wrapped.length + 1];
        withKeyId[0] = current;
        System.arraycopy(wrapped, 0, withKeyId, 1, wrapped.length);
        return withKeyId;
    }

    private Key key(byte keyId) {
        Key key = keys.get(keyId);
        if (key == null) {
            throw new IllegalArgumentException("not wrapped by a key of this ring");
        }
        return key;
    }

    /** Opens what {@link #wrap} made. */
    public byte[] unwrap(byte[] wrapped) {
        if (wrapped.length == 0) {
            throw new IllegalArgumentException("not wrapped by a key of this ring");
        }
        return key(wrapped[0]).wrapping().unwrap(Arrays.copyOfRange(wrapped, 1, wrapped.length));
    }
}
