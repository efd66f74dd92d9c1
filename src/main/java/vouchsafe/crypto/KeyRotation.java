package vouchsafe.crypto;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.Transactions;

/** Gives the ring a new key, or the server a new pair to sign with, and ends old ones; each act in whole or not at all. */
public final class KeyRotation {
    /** Every node hears of a new key in less. */
    public static final Duration LEAST_NOTICE = Duration.ofSeconds(2);

    private final KeyTable table;
    private final SigningKeyTable pairs;
    private final KeyRing ring;
    private final MasterKeys masters;
    private final KeyChanges changes;

    KeyRotation(KeyTable table, SigningKeyTable pairs, KeyRing ring, MasterKeys masters, KeyChanges changes) {
        this.table = table;
        this.pairs = pairs;
        this.ring = ring;
        this.masters = masters;
        this.changes = changes;
    }

    /** What changes of keys are made of. */
    record KeyChanges(Transactions transactions, ChangeFeed feed, KeyEvents events, InstantSource clock) {
        void announce(int number) {
            feed.publish(KeyRing.CHANGES, Integer.toString(number));
        }

        Instant now() {
            // As the database keeps it: rounded up there, an end would lie ahead.
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** The outcome of an act. */
    public sealed interface Outcome {
        /** A new key or pair: its name, and from when it is used. */
        record Made(String key, Instant from) implements Outcome {}

        /** The key was ended. */
        record Ended(int key) implements Outcome {}

        /** Nothing was done. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Makes a new key of the ring.
     *
     * @param notice for how long it is announced before it seals, {@link #LEAST_NOTICE} or more
     * @param leaked whether all keys before it end then, with everything that they sealed
     */
    public Outcome rotate(Duration notice, boolean leaked) {
        if (notice.compareTo(LEAST_NOTICE) < 0) {
            return new Outcome.Refused("a new key is announced for " + LEAST_NOTICE.toSeconds()
                    + " seconds or more before it seals, so that every server knows it");
        }
        return changes.transactions().call(() -> {
            table.lock();
            Instant now = changes.now();
            RingTimes times = new RingTimes(table.all());
            Optional<KeyRow> announced = times.announced(now);
            if (announced.isPresent() && !leaked) {
                return new Outcome.Refused("key " + announced.get().number() + " is announced and seals from "
                        + announced.get().seals() + "; make another one after that");
            }
            Optional<KeyRow> sealing = times.sealing(now);
            Optional<Integer> number = number(times, now);
            if (sealing.isEmpty() || number.isEmpty()) {
                return new Outcome.Refused(
                        "the ring has 255 keys that are in use; end one with: vouchsafe keys retire");
            }
            MasterKey master = Optional.ofNullable(sealing.get().master())
                    .flatMap(masters::with)
                    .orElseGet(masters::first);
            Instant from = wholeSecond(now.plus(notice));
            table.insert(number.get(), master.wrap(RandomText.bytes(32)), master.fingerprint(), now, from);
            for (KeyRow row : times.rows()) {
                if (row.opens(now) && row.heldUp() != null) {
                    table.retire(row.id(), now);
                } else if (row.opens(now) && leaked) {
                    table.retire(row.id(), from);
                }
            }
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("key", number.get().toString());
            detail.put("seals_from", from.toString());
            detail.put("leaked", Boolean.toString(leaked));
            changes.events().record("keys.rotated", detail);
            changes.announce(number.get());
            return new Outcome.Made(number.get().toString(), from);
        });
    }

    /** Seals name whole seconds, so that is how keys take turns. */
    private static Instant wholeSecond(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }

    private Optional<Integer> number(RingTimes times, Instant now) {
        Optional<Integer> free = times.free();
        if (free.isPresent()) {
            return free;
        }
        Optional<KeyRow> dead = times.dead(now);
        dead.ifPresent(row -> table.delete(row.id()));
        return dead.map(KeyRow::number);
    }

    /** Why a new key does not seal after all; empty where nothing is against it. */
    public Optional<String> heldUp(String key) {
        return table.all().stream()
                .filter(row -> Integer.toString(row.number()).equals(key))
                .flatMap(row -> Optional.ofNullable(row.heldUp()).stream())
                .findFirst();
    }

    /** Ends a key at once, with everything that it sealed; what it wraps goes on. */
    public Outcome retire(int number) {
        return changes.transactions().call(() -> {
            table.lock();
            Instant now = changes.now();
            RingTimes times = new RingTimes(table.all());
            Optional<KeyRow> found =
                    times.rows().stream().filter(row -> row.number() == number).findFirst();
            if (found.isEmpty()) {
                return new Outcome.Refused("the ring has no key " + number);
            }
            if (!found.get().opens(now)) {
                return new Outcome.Refused(
                        "key " + number + " was retired at " + found.get().retiredAt());
            }
            Optional<KeyRow> sealing = times.sealing(now);
            if (sealing.isPresent() && sealing.get().number() == number) {
                return new Outcome.Refused("key " + number
                        + " is the one that seals; make another one first, or end all there are with: vouchsafe keys"
                        + " rotate --leaked");
            }
            table.retire(found.get().id(), now);
            changes.events().record("keys.retired", Map.of("key", Integer.toString(number)));
            changes.announce(number);
            return new Outcome.Ended(number);
        });
    }

    /**
     * Makes a new pair to sign with, which is published at once.
     *
     * @param notice for how long it is published before it signs
     * @param leaked whether the public halves of those before it are published no more from then on
     */
    public Outcome rotateSigning(Duration notice, boolean leaked) {
        return changes.transactions().call(() -> {
            pairs.lock();
            Instant now = changes.now();
            Instant from = now.plus(notice);
            List<SigningKeyRow> before = pairs.all();
            String made = pairs.make(ring, now, from);
            for (SigningKeyRow row : before) {
                pairs.retire(row.id(), from);
                if (leaked) {
                    pairs.withdraw(row.id(), from);
                }
            }
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("key", made);
            detail.put("signs_from", from.toString());
            detail.put("leaked", Boolean.toString(leaked));
            changes.events().record("keys.signing_rotated", detail);
            return new Outcome.Made(made, from);
        });
    }
}
