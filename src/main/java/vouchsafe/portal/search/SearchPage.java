package vouchsafe.portal.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import vouchsafe.portal.groups.AnnotationLines;

/**
 * What a page of found annotations shows.
 *
 * @param path of the page
 * @param author whose annotations they are, as their username; empty for everyone's
 * @param authorName what that person wants to be called; empty where nothing of theirs is shown
 * @param self whether that is who looks
 * @param typed what was looked for
 * @param problem what is wrong with that, else empty
 */
public record SearchPage(
        String path,
        String author,
        String authorName,
        boolean self,
        String typed,
        String problem,
        AnnotationLines.Lines found) {
    /** Where those are that come after these. */
    public String older() {
        String before = "before=" + found.older();
        return path + "?"
                + (typed.isEmpty() ? before : "q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8) + "&" + before);
    }

    /** How many there are. */
    public String count() {
        long total = found.total();
        return total >= 10_000 ? "10,000 or more annotations" : total == 1 ? "1 annotation" : total + " annotations";
    }
}
