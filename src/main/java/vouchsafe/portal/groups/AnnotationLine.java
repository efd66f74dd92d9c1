package vouchsafe.portal.groups;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Moderation;

/**
 * An annotation on a page.
 *
 * @param author the name people know them by
 * @param authorPath where more of theirs is; empty for accounts of third parties
 * @param html what they wrote, safe to show
 * @param group null where it is gone
 * @param reports how many reported it, for its group's moderators; else zero
 */
public record AnnotationLine(
        Annotation annotation,
        String author,
        String authorPath,
        String html,
        @Nullable Group group,
        int reports) {
    private static final int LONGEST_ADDRESS = 90;

    /** Its id in addresses. */
    public String id() {
        return AnnotationId.of(annotation.id());
    }

    /** What the annotated page is called: its title, or else its address. */
    public String page() {
        String title = annotation.title();
        if (title != null && !title.isBlank()) {
            return title;
        }
        String uri = annotation.uri();
        return uri.length() <= LONGEST_ADDRESS ? uri : uri.substring(0, LONGEST_ADDRESS) + "…";
    }

    /** The annotated page, which scrolls there by itself where it embeds the client; empty for what is no web page. */
    public String link() {
        String uri = annotation.uri();
        String lower = uri.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return "";
        }
        return (uri.contains("#") ? uri.substring(0, uri.indexOf('#')) : uri) + "#annotations:" + id();
    }

    /** What to search for to find others with this tag, as it stands in an address. */
    public String tagQuery(String tag) {
        return URLEncoder.encode("tag:\"" + tag.replace("\"", "") + "\"", StandardCharsets.UTF_8);
    }

    /** What its moderators said, where that hides it; else empty. */
    public String standing() {
        Moderation moderation = annotation.moderation();
        return moderation == null ? "" : word(moderation);
    }

    private static String word(Moderation moderation) {
        return switch (moderation) {
            case APPROVED -> "";
            case PENDING -> "waits for a moderator";
            case DENIED -> "declined";
            case SPAM -> "hidden as spam";
        };
    }
}
