package vouchsafe.annotations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's claim about the document it annotates.
 *
 * @param title null where it gives none
 * @param uris other addresses of the same document
 */
public record DocumentClaim(@Nullable String title, List<String> uris) {
    /** Nothing is known. */
    public static final DocumentClaim NONE = new DocumentClaim(null, List.of());
}
