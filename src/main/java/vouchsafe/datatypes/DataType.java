package vouchsafe.datatypes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A kind of data.
 *
 * @param id number on the wire
 * @param name unique without regard to case
 * @param parentId the kind it is a part of, or null at the top
 * @param uploadable whether files may be of this very kind; such a kind has no children
 * @param details Markdown
 * @param version counts edits, from 1
 */
public record DataType(
        int id,
        String name,
        @Nullable Integer parentId,
        String description,
        boolean uploadable,
        String details,
        int version,
        Instant createdAt,
        Instant editedAt) {

    /** Path of its page. */
    public String path() {
        return "/data-management/datatypes/" + id + "/";
    }

    /** Path of it in the public API. */
    public String apiPath() {
        return apiPath(id);
    }

    /** Path in the public API of the kind with this number. */
    public static String apiPath(int id) {
        return "/api/public/datatype/" + id + "/";
    }
}
