package vouchsafe.portal.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import vouchsafe.portal.groups.AnnotationLines;

/**
 * The content of a page of found annotations.
 *
 * @param path path of the page
 * @param author the author's username; empty for annotations of everyone
 * @param authorName the author's name for readers; empty where no annotation of theirs is shown
 * @param self whether the author is the visitor
 * @param typed the search as typed
 * @param problem the error of the search, else empty
 */
public record SearchPage(
        String path,
        String author,
        String authorName,
        boolean self,
        String typed,
        String problem,
        AnnotationLines.Lines found) {
    /** The address of the next page, with older ones; empty on the last one. */
    public String older() {
        if (found.older().isEmpty()) {
            return "";
        }
        String before = "before=" + found.older();
        return path + "?"
                + (typed.isEmpty() ? before : "q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8) + "&" + before);
    }

    /** The number of found annotations, in words. */
    public String count() {
        long total = found.total();
        return total >= 10_000 ? "10,000 or more annotations" : total == 1 ? "1 annotation" : total + " annotations";
    }
}
