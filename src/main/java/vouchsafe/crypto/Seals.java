package vouchsafe.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;

/**
 * Makes and reads seals: {@code base64url(key id 1 | row id 16 | generation 4 | issued at 4 | [extra 4] | mac 20)} behind
 * the kind's prefix, where the MAC is HMAC-SHA256 over the kind and all before it, cut to 160 bits (RFC 2104 section 5).
 * Sealing is deterministic: the same statement under the same key is the same text.
 */
public final class Seals {
    private static final int BODY = 1 + 16 + 4 + 4;
    private static final int MAC = 20;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final KeyRing keys;
    private final Counts refused;

    Seals(KeyRing keys, Metrics metrics) {
        this.keys = keys;
        this.refused = metrics.counts(
                "vouchsafe.seals.refused",
                "Codes, tokens, links and cookies that look like ours and are not",
                Label.of("kind", SealKind.class));
    }

    /** For a program beside the servers of this database, which hears of no change of the ring. */
    public static Seals beside(JdbcClient sql, MasterKeys masters) {
        return new Seals(
                KeyRing.open(new KeyTable(sql), masters, InstantSource.system(), new KeyRing.News() {
                    @Override
                    public boolean hears() {
                        return true;
                    }

                    @Override
                    public void announce() {
                        // Such a program is not asked whether a key may seal.
                    }
                }),
                Metrics.off());
    }

    /** The text of this statement under the current key. */
    public String seal(Seal seal) {
        OpenedKeys.OpenedKey key = keys.sealing();
        byte[] body = body(key.row().inSeals(), seal);
        byte[] sealed = Arrays.copyOf(body, body.length + MAC);
        System.arraycopy(key.opened().mac(kind(seal.kind()), body), 0, sealed, body.length, MAC);
        return seal.kind().prefix() + ENCODER.encodeToString(sealed);
    }

    /** Reads a seal of this kind; empty for anything else, without telling what is wrong with it. */
    public Optional<Seal> open(SealKind kind, String text) {
        int expected = bodyLength(kind) + MAC;
        if (!text.startsWith(kind.prefix()) || text.length() - kind.prefix().length() != encodedLength(expected)) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = DECODER.decode(text.substring(kind.prefix().length()));
        } catch (IllegalArgumentException notBase64) {
            return refused(kind);
        }
        byte[] body = Arrays.copyOf(sealed, bodyLength(kind));
        if (!sealed(kind, body, sealed)) {
            // Callers that take several kinds try one after the other.
            return ofAnotherKind(kind, body, sealed) ? Optional.empty() : refused(kind);
        }
        // Base64 has several spellings of some byte strings; only the one we print counts.
        if (!text.endsWith(ENCODER.encodeToString(sealed))) {
            return refused(kind);
        }
        return Optional.of(parse(kind, ByteBuffer.wrap(body)));
    }

    private boolean sealed(SealKind kind, byte[] body, byte[] sealed) {
        byte[] mac = mac(kind, body[0], body);
        return mac.length > 0 && Digests.same(mac, Arrays.copyOfRange(sealed, body.length, sealed.length));
    }

    private boolean ofAnotherKind(SealKind kind, byte[] body, byte[] sealed) {
        for (SealKind other : SealKind.values()) {
            boolean alike = other.prefix().equals(kind.prefix()) && other.carriesExtra() == kind.carriesExtra();
            if (other != kind && alike && sealed(other, body, sealed)) {
                return true;
            }
        }
        return false;
    }

    private <T> Optional<T> refused(SealKind kind) {
        refused.add(Label.word(kind));
        return Optional.empty();
    }

    /**
     * A check value of 28 characters over free text, for values that stand beside their text, such as a session cookie.
     * The same text gives the same value.
     */
    public String sign(SealKind kind, String text) {
        byte[] signature = new byte[1 + MAC];
        OpenedKeys.OpenedKey key = keys.sealing();
        signature[0] = key.row().inSeals();
        byte[] mac = key.opened().mac(kind(kind), text.getBytes(StandardCharsets.UTF_8));
        System.arraycopy(mac, 0, signature, 1, MAC);
        return ENCODER.encodeToString(signature);
    }

    /** Whether {@link #sign} made this check value for this text, under any key of the ring. */
    public boolean verifies(SealKind kind, String text, String signature) {
        if (signature.length() != encodedLength(1 + MAC)) {
            return false;
        }
        try {
            byte[] given = DECODER.decode(signature);
            byte[] mac = mac(kind, given[0], text.getBytes(StandardCharsets.UTF_8));
            boolean right = mac.length == MAC && Digests.same(mac, Arrays.copyOfRange(given, 1, given.length));
            // A browser that two members share shows the cookie of one for the other.
            if (!right && kind != SealKind.KNOWN_BROWSER) {
                refused.add(Label.word(kind));
            }
            return right;
        } catch (IllegalArgumentException notBase64) {
            refused.add(Label.word(kind));
            return false;
        }
    }

    private static int bodyLength(SealKind kind) {
        return kind.carriesExtra() ? BODY + 4 : BODY;
    }

    private static int encodedLength(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    private static byte[] body(byte keyId, Seal seal) {
        ByteBuffer body = ByteBuffer.allocate(bodyLength(seal.kind()));
        body.put(keyId)
                .putLong(seal.subject().getMostSignificantBits())
                .putLong(seal.subject().getLeastSignificantBits())
                .putInt(seal.generation())
                .putInt((int) seal.issuedAtSecond());
        if (body.hasRemaining()) {
            body.putInt(seal.extra());
        }
        return body.array();
    }

    private static Seal parse(SealKind kind, ByteBuffer body) {
        body.get();
        UUID subject = new UUID(body.getLong(), body.getLong());
        int generation = body.getInt();
        long issuedAt = Integer.toUnsignedLong(body.getInt());
        return new Seal(kind, subject, generation, issuedAt, body.hasRemaining() ? body.getInt() : 0);
    }

    private static byte[] kind(SealKind kind) {
        return new byte[] {kind.code()};
    }

    /** 20 bytes, or none where the ring has no key of this id. */
    private byte[] mac(SealKind kind, byte keyId, byte[] body) {
        byte[] full = keys.mac(keyId, kind(kind), body);
        return full == null ? new byte[0] : Arrays.copyOf(full, MAC);
    }
}
