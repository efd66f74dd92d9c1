package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.ETag;

/**
 * The strong entity tag of one answer (RFC 9110 section 8.8.3).
 *
 * @param version differs for answers with different bytes; letters and digits
 */
public record EntityTag(String version) {

    /** The value of {@code ETag}. */
    public String header() {
        return tag().formattedTag();
    }

    /** Whether {@code If-None-Match} has it, in a list, as a weak tag, or under a star (RFC 9110 section 13.1.2). */
    public boolean knownTo(HttpServletRequest request) {
        return Collections.list(request.getHeaders("If-None-Match")).stream()
                .flatMap(header -> ETag.parse(header).stream())
                .anyMatch(known -> known.isWildcard() || known.compare(tag(), false));
    }

    /** Whether a range of it may be sent: {@code If-Range} is absent or names this very tag (RFC 9110 section 13.1.5). */
    public boolean rangeAllowed(HttpServletRequest request) {
        String condition = request.getHeader("If-Range");
        return condition == null || ETag.parse(condition).stream().anyMatch(known -> known.compare(tag(), true));
    }

    private ETag tag() {
        return new ETag(version, false);
    }
}
