package vouchsafe.annotations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An annotation as it is stored.
 *
 * @param memberId its author
 * @param shared whether its group may read it, or its author alone
 * @param uri the address that was annotated, as the client sent it
 * @param thread the annotations above a reply, the first of the thread first; empty for one that is no reply
 * @param selectors where on the page it stands, as JSON, or null where it is about the whole page
 * @param quote the annotated words; empty where none
 * @param description what the target shows, for example of an image; null where nothing was said
 * @param extra a JSON object: fields of the client's own
 * @param moderation null where it is not shared
 * @param title of the document; null where none is known
 */
public record Annotation(
        UUID id,
        UUID memberId,
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
        @Nullable Moderation moderation,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String title) {

    /** Whether only its author and the group's moderators may see it. */
    public boolean hidden() {
        return moderation != null && moderation != Moderation.APPROVED;
    }

    /** Whether it answers another. */
    public boolean reply() {
        return !thread.isEmpty();
    }
}
