package vouchsafe.crypto;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When each key of the ring sealed, as the rows tell. */
record RingTimes(List<KeyRow> rows) {

    /** The key that seals at this moment. */
    Optional<KeyRow> sealing(Instant now) {
        return rows.reversed().stream()
                .filter(row -> row.heldUp() == null && row.opens(now) && !now.isBefore(row.seals()))
                .findFirst()
                .or(() -> rows.stream()
                        .filter(row -> row.heldUp() == null && row.opens(now))
                        .findFirst());
    }

    /** The key that is announced and does not seal yet. */
    Optional<KeyRow> announced(Instant now) {
        return rows.stream()
                .filter(row -> row.heldUp() == null && row.opens(now) && now.isBefore(row.seals()))
                .findFirst();
    }

    /** When the next key began to seal in the place of this one; null where none did or will. */
    @Nullable
    Instant until(KeyRow key) {
        Instant next = rows.stream()
                .filter(row -> row.heldUp() == null && row.seals().isAfter(key.seals()))
                .map(KeyRow::seals)
                .findFirst()
                .orElse(null);
        Instant retired = key.retiredAt();
        return next == null || retired != null && retired.isBefore(next) ? retired : next;
    }

    /** A number for a new key: the next one that none has. Empty where 255 are taken. */
    Optional<Integer> free() {
        int newest = rows.isEmpty() ? 0 : rows.getLast().number();
        for (int step = 1; step <= 255; step++) {
            int number = (newest + step - 1) % 255 + 1;
            if (rows.stream().noneMatch(row -> row.number() == number)) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /** The key retired first that wraps nothing any more, or nothing that can be opened: its number may be given again. */
    Optional<KeyRow> dead(Instant now) {
        return rows.stream()
                .filter(row -> !row.opens(now) && (row.emptiedAt() != null || row.lostAt() != null))
                .findFirst();
    }
}
