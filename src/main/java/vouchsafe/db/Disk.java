package vouchsafe.db;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room on the disk, and who may still use it: uploads stop first (they look for themselves), then what begins something
 * new or can wait, such as sign-ups and the sealing of the audit log; refreshes go on to the last. Looking costs nothing.
 */
public final class Disk {
    private static final Logger log = LoggerFactory.getLogger(Disk.class);

    /** How much room there is, from plenty to none. */
    public enum Level {
        AMPLE,
        /** Time to make room; nothing is refused but uploads, soon. */
        LOW,
        /** Nothing new is begun. */
        SCARCE,
        /** A server without room is not ready. */
        FULL;

        /** The word for logs and for those who look after the server. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LongSupplier room;
    private final DiskSettings settings;
    private final AtomicReference<Level> told = new AtomicReference<>(Level.AMPLE);

    Disk(DiskSettings settings) {
        this(settings, settings.folder().toFile()::getUsableSpace);
    }

    Disk(DiskSettings settings, LongSupplier room) {
        this.settings = settings;
        this.room = room;
    }

    /** Bytes that are left. */
    public long free() {
        return room.getAsLong();
    }

    /** How things stand now. */
    public Level level() {
        long free = free();
        Level level = level(free);
        Level before = told.getAndSet(level);
        if (level.compareTo(before) > 0) {
            log.warn("event=disk level={} free={}", level.word(), free);
        } else if (level != before) {
            log.info("event=disk level={} free={}", level.word(), free);
        }
        return level;
    }

    private Level level(long free) {
        if (settings.rows() && free < settings.reserve() / 4) {
            return Level.FULL;
        }
        if (settings.rows() && free < settings.reserve()) {
            return Level.SCARCE;
        }
        return free < settings.low() ? Level.LOW : Level.AMPLE;
    }

    /** Whether something new may be begun. */
    public boolean hasRoom() {
        return level().compareTo(Level.SCARCE) < 0;
    }

    /**
     * To be called before something new is begun.
     *
     * @throws NoRoom where the rest is kept for what is there already
     */
    public void requireRoom() {
        if (!hasRoom()) {
            throw new NoRoom();
        }
    }
}
