package vouchsafe.annotations;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an author says: a new annotation, or the whole of what one is to be.
 *
 * @param groupId for a reply the thread's group counts instead
 * @param thread the annotations above it, the first of the thread first
 * @param selectors a JSON array, or null
 * @param quote the annotated words, for search; empty where none
 * @param extra a JSON object
 * @param document what the client knows of the document
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
        DocumentClaim document) {}
