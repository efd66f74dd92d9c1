package vouchsafe.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vouchsafe.db.Transactions;

/**
 * The key pairs with which the server signs what others verify without asking it (RFC 7515, ES256). Thread-safe. The public
 * halves lie in the database in clear and stay published when the private ones are gone, so that what was signed can be checked
 * for good. A new pair is published before it signs, for those who keep what they read.
 */
public final class SigningKeys {
    /** For so long a node goes by what it read last: a page of receipts is one read. */
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final SigningKeyTable table;
    private final KeyRing ring;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, ECKey> opened = new ConcurrentHashMap<>();
    private volatile Read read = new Read(List.of(), System.nanoTime() - FRESH);

    SigningKeys(SigningKeyTable table, KeyRing ring, Transactions transactions, InstantSource clock) {
        this.table = table;
        this.ring = ring;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Read(List<SigningKeyRow> rows, long at) {}

    /** The pair that signs now, made where there is none whose private half can be opened. */
    private ECKey current() {
        Read last = read;
        if (System.nanoTime() - last.at() >= FRESH) {
            last = readNow();
        }
        return signing(last.rows()).orElseGet(this::make);
    }

    private Read readNow() {
        long began = System.nanoTime();
        Read now = new Read(table.all(), began);
        read = now;
        return now;
    }

    /** The newest pair whose time has come; while there is only one to come, that. */
    private Optional<ECKey> signing(List<SigningKeyRow> rows) {
        Instant now = clock.instant();
        List<SigningKeyRow> inUse =
                rows.stream().filter(row -> !row.retired(now)).toList();
        return inUse.stream()
                .filter(row -> !now.isBefore(row.signs()))
                .flatMap(row -> open(row).stream())
                .findFirst()
                .or(() -> inUse.reversed().stream()
                        .flatMap(row -> open(row).stream())
                        .findFirst());
    }

    private Optional<ECKey> open(SigningKeyRow row) {
        ECKey known = opened.get(row.id());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ECKey> pair = ring.unwrap(row.wrapped()).map(key -> parse(new String(key, StandardCharsets.UTF_8)));
        pair.ifPresent(key -> opened.put(row.id(), key));
        return pair;
    }

    /** Of nodes that find none at the same moment, one makes it. */
    private ECKey make() {
        transactions.run(() -> {
            table.lock();
            if (signing(table.all()).isEmpty()) {
                Instant now = clock.instant();
                table.make(ring, now, now);
            }
        });
        return signing(readNow().rows())
                .orElseThrow(() -> new IllegalStateException("the pair that was made is not there"));
    }

    /**
     * Signs a JSON text and returns it with its signature in the compact form of RFC 7515.
     *
     * @param type what it is, for the header {@code typ}, so that one kind of document never passes as another
     */
    public String sign(String type, String json) {
        ECKey key = current();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .keyID(key.getKeyID())
                .build();
        JWSObject signed = new JWSObject(header, new Payload(json));
        try {
            signed.sign(new ECDSASigner(key));
        } catch (JOSEException broken) {
            throw new IllegalStateException("the signing key does not sign", broken);
        }
        return signed.serialize();
    }

    /** The public halves as a JWK set (RFC 7517): those of pairs that sign, will sign and have signed. */
    public String published() {
        // So that a server that has signed nothing yet publishes what it will sign with.
        current();
        Instant now = clock.instant();
        List<ECKey> keys = readNow().rows().stream()
                .filter(row -> row.withdrawnAt() == null || now.isBefore(row.withdrawnAt()))
                .map(row -> parse(row.publicJwk()))
                .toList();
        return new JWKSet(List.copyOf(keys)).toString(true);
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException broken) {
            throw new IllegalStateException("a signing key in the database is no key", broken);
        }
    }
}
