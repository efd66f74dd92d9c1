package vouchsafe.portal.groups;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Moderation;
import vouchsafe.web.TypedText;

/**
 * An annotation on a page.
 *
 * @param author the author's name for readers
 * @param authorPath path of the author's other annotations; empty for accounts of third parties
 * @param html the text, safe to show
 * @param group its group; null where that is gone
 * @param reports the number of reports, for its group's moderators; else zero
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

    /** The name of the annotated page: its title, or else its address. */
    public String page() {
        String title = annotation.title();
        if (title != null && !title.isBlank()) {
            return title;
        }
        String uri = annotation.uri();
        return uri.length() <= LONGEST_ADDRESS ? uri : TypedText.cut(uri, LONGEST_ADDRESS) + "…";
    }

    /**
     * The address of the annotated page, which scrolls to the place where it embeds the client; empty for other documents
     * than web pages.
     */
    public String link() {
        String uri = annotation.uri();
        String lower = uri.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return "";
        }
        return (uri.contains("#") ? uri.substring(0, uri.indexOf('#')) : uri) + "#annotations:" + id();
    }

    /** The search for annotations with this tag, encoded for an address. */
    public String tagQuery(String tag) {
        return URLEncoder.encode("tag:\"" + tag.replace("\"", "") + "\"", StandardCharsets.UTF_8);
    }

    /** The moderators' decision, where it hides the annotation; else empty. */
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
