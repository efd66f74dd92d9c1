package vouchsafe.crypto;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.DatabaseTrouble;
import vouchsafe.db.Work;

/**
 * The keys that seal codes, tokens and links. They lie in the database wrapped by the {@link MasterKey}, so that every
 * node of a cluster has the same ones and a stolen database forges nothing.
 *
 * <p>Thread-safe. A node holds the ring in memory and reads it again when it hears of a change; while it hears nothing,
 * every second. A new key is announced before it seals, so that each node can open what another one sealed. Should one come that
 * is not known here all the same, the ring is read once more before the seal is refused, at most once a second: who makes up
 * ids costs the server next to nothing, and no key seals within a second of its announcement.
 *
 * <p>A retired key opens no seal any more, but still opens what it wrapped, which a job wraps anew.
 */
public final class KeyRing {
    /** The channel on which changes of the ring are announced. */
    static final String CHANGES = "key-ring";

    private static final long REST = Duration.ofSeconds(1).toNanos();
    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final KeyTable table;
    private final MasterKeys masters;
    private final InstantSource clock;
    private final News news;
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile OpenedKeys ring;
    /** When the last reading began. */
    private volatile long readAt = System.nanoTime();

    private volatile boolean changed;
    private final AtomicLong readings = new AtomicLong();

    private KeyRing(KeyTable table, MasterKeys masters, InstantSource clock, News news, OpenedKeys ring) {
        this.table = table;
        this.masters = masters;
        this.clock = clock;
        this.news = news;
        this.ring = ring;
    }

    /** How this node and others hear of changes. */
    interface News {
        /** Whether what others announced up to a moment ago was heard. */
        boolean hears();

        /** Tells the others to read the ring again. */
        void announce();
    }

    /**
     * Opens the ring, making its first key in an empty database.
     *
     * @throws WrongMasterKey when a key in use is wrapped by a master key that this server has not
     */
    static KeyRing open(KeyTable table, MasterKeys masters, InstantSource clock, ChangeFeed changes) {
        KeyRing ring = open(table, masters, clock, new News() {
            @Override
            public boolean hears() {
                return changes.up();
            }

            @Override
            public void announce() {
                changes.publish(CHANGES, "held-up");
            }
        });
        changes.subscribe(CHANGES, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String payload) {
                ring.readSoon();
            }

            @Override
            public void onGap() {
                ring.readSoon();
            }
        });
        return ring;
    }

    /** The same for who hears of changes in another way, or of none. */
    static KeyRing open(KeyTable table, MasterKeys masters, InstantSource clock, News news) {
        List<KeyRow> rows = table.all();
        Instant now = clock.instant();
        if (new RingTimes(rows).sealing(now).isEmpty()) {
            table.insertNext(new RingTimes(rows), masters.first(), now.truncatedTo(ChronoUnit.MICROS));
            rows = table.all();
        }
        OpenedKeys opened = new OpenedKeys(rows, masters.held(), null);
        List<KeyRow> missing = opened.missing(now);
        if (!missing.isEmpty()) {
            throw new WrongMasterKey(wrongKey(missing.getFirst(), masters));
        }
        for (OpenedKeys.OpenedKey key : opened.all()) {
            if (key.row().master() == null && key.master() != null) {
                table.mark(key.row().id(), key.master());
            }
        }
        opened.sealing(now).map(OpenedKeys.OpenedKey::master).ifPresent(masters::settle);
        return new KeyRing(table, masters, clock, news, opened);
    }

    static String wrongKey(KeyRow row, MasterKeys masters) {
        return "key " + row.number() + " of the key ring in this database is wrapped by "
                + (row.master() == null ? "another master key" : "the master key " + row.master()) + ", and "
                + masters.described()
                + ". Give this server the right one, in the file master.key of the data folder or as master-key"
                + " (VOUCHSAFE_MASTER_KEY). If it is lost for good, `vouchsafe keys lost` says what goes on without it";
    }

    /** The key that seals now. */
    OpenedKeys.OpenedKey sealing() {
        return fresh().sealing(clock.instant())
                .orElseThrow(() -> new IllegalStateException("no key of the ring can seal"));
    }

    /** HMAC-SHA256 under the key of this id, or null where the ring has no such key, or it was retired. */
    byte @Nullable [] mac(byte keyId, byte[]... parts) {
        OpenedKeys.OpenedKey key = find(keyId);
        if (key == null || key.secret() == null) {
            return null;
        }
        boolean opens = key.row().retiredAt() == null || key.row().opens(clock.instant());
        return opens ? key.secret().mac(parts) : null;
    }

    /** Encrypts something the server must read back, such as a webhook secret. A {@link WrappedColumn} says where it lies. */
    public byte[] wrap(byte[] plain) {
        OpenedKeys.OpenedKey key = sealing();
        byte[] wrapped = key.opened().wrapping().wrap(plain);
        byte[] withKeyId = new byte[wrapped.length + 1];
        withKeyId[0] = key.row().inSeals();
        System.arraycopy(wrapped, 0, withKeyId, 1, wrapped.length);
        return withKeyId;
    }

    /**
     * Opens what {@link #wrap} made, also under a key that was retired since. Empty for all else, and for what was wrapped by a
     * key whose master key was lost: who asks says in words what is to be done without it.
     */
    public Optional<byte[]> unwrap(byte[] wrapped) {
        if (wrapped.length == 0) {
            return Optional.empty();
        }
        OpenedKeys.OpenedKey key = find(wrapped[0]);
        if (key == null || key.secret() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.secret().wrapping().unwrap(Arrays.copyOfRange(wrapped, 1, wrapped.length)));
        } catch (IllegalArgumentException otherKey) {
            return Optional.empty();
        }
    }

    /** Whether what was wrapped so is under a key whose master key was given up, now or at some time. */
    public boolean lost(byte[] wrapped) {
        OpenedKeys.OpenedKey key = wrapped.length == 0 ? null : find(wrapped[0]);
        return key != null && key.row().lostAt() != null;
    }

    private OpenedKeys.@Nullable OpenedKey find(byte keyId) {
        OpenedKeys.OpenedKey known = fresh().find(keyId);
        return known == null ? readOnce().find(keyId) : known;
    }

    /** Reads the ring for a key that is not known, unless it was read a moment ago or is being read. */
    private OpenedKeys readOnce() {
        long asked = System.nanoTime();
        reading.lock();
        try {
            if (asked - readAt > REST) {
                read();
            }
            return ring;
        } finally {
            reading.unlock();
        }
    }

    /** As far as is known here. A ring that may be out of date is read again beside the request, which does not wait. */
    private OpenedKeys fresh() {
        if ((changed || !news.hears()) && System.nanoTime() - readAt > REST) {
            readSoon();
        }
        return ring;
    }

    /** Reads the ring on a thread of its own. What is announced while that goes on is read after it. */
    private void readSoon() {
        changed = true;
        if (underWay.compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> {
                try {
                    while (changed) {
                        Work.JOBS.run(this::readNow);
                    }
                } catch (RuntimeException trouble) {
                    DatabaseTrouble.report(log, "event=key-ring.unread", trouble);
                } finally {
                    underWay.set(false);
                }
            });
        }
    }

    /** Reads the ring as it is now. */
    void readNow() {
        reading.lock();
        try {
            read();
        } finally {
            reading.unlock();
        }
    }

    /** How often it was read since it was opened. */
    long readings() {
        return readings.get();
    }

    private void read() {
        readAt = System.nanoTime();
        readings.incrementAndGet();
        changed = false;
        try {
            take(table.all());
        } catch (RuntimeException trouble) {
            changed = true;
            throw trouble;
        }
    }

    private void take(List<KeyRow> rows) {
        OpenedKeys before = ring;
        OpenedKeys read = new OpenedKeys(rows, masters.held(), before);
        Instant now = clock.instant();
        boolean objected = false;
        for (KeyRow row : read.missing(now)) {
            boolean heldUp = now.isBefore(row.seals());
            if (heldUp) {
                table.holdUp(row.id(), row.createdAt(), "a server has not the master key " + row.master());
                objected = true;
            }
            log.error(
                    "event=key-ring.closed key={} master={} held_up={} this server cannot open it: {}; give it that"
                            + " master key and start it again",
                    row.number(),
                    row.master(),
                    heldUp,
                    masters.described());
        }
        if (objected) {
            news.announce();
            read = new OpenedKeys(table.all(), masters.held(), before);
        }
        if (read.sealing(now).isPresent()) {
            ring = read;
        } else {
            // What this node holds in memory is good until it is started again.
            log.error("event=key-ring.kept keys={} none of them can be opened here", rows.size());
        }
    }
}
