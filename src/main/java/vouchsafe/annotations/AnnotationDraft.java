package vouchsafe.annotations;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An author's input: a new annotation, or one as it is to be as a whole.
 *
 * @param groupId for a reply the thread's group counts instead
 * @param thread the annotations above it, the first of the thread first
 * @param selectors a JSON array, or null
 * @param quote the annotated words, for search; empty where none
 * @param extra a JSON object
 * @param metadata a JSON object that only the server of the author's authority is shown; null where none was sent, which
 *     leaves what was sent before
 * @param document the client's knowledge of the document
 */
public record AnnotationDraft(
        String groupId,
        boolean shared,
        String uri,
        String text,
        List<String> tags,
        List<UUID> thread,
        @Nullable String selectors,
        String quote,
        @Nullable String description,
        String extra,
        @Nullable String metadata,
        DocumentClaim document) {

    /** One without metadata. */
    public AnnotationDraft(
            String groupId,
            boolean shared,
            String uri,
            String text,
            List<String> tags,
            List<UUID> thread,
            @Nullable String selectors,
            String quote,
            @Nullable String description,
            String extra,
            DocumentClaim document) {
        this(groupId, shared, uri, text, tags, thread, selectors, quote, description, extra, null, document);
    }
}
