package vouchsafe.datatypes;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a kind of data, as it was saved.
 *
 * @param editedBy the member who saved it
 */
public record DataTypeEdit(
        int version,
        String name,
        @Nullable Integer parentId,
        String description,
        boolean uploadable,
        String details,
        UUID editedBy,
        Instant editedAt) {}
