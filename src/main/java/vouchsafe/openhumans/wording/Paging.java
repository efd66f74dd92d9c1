package vouchsafe.openhumans.wording;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, by limit and offset as clients of Open Humans ask for it: unreadable parameters count as absent, and
 * the links to the pages before and after keep every other parameter, sorted by name.
 */
public final class Paging {
    /** The length of a page where the request names none. */
    public static final int DEFAULT_LIMIT = 100;

    /** The longest page: a longer one is cut, and its next link goes on where it ends. */
    public static final int LONGEST = 1000;

    /** The parameter with the last line of the page before, beside the offset. */
    private static final String AFTER = "after";

    private static final long FURTHEST = 1_000_000_000_000_000L;

    private final String url;
    private final Map<String, List<String>> query;
    private final int limit;
    private final long offset;

    private Paging(String url, Map<String, List<String>> query, int limit, long offset) {
        this.url = url;
        this.query = query;
        this.limit = limit;
        this.offset = offset;
    }

    /**
     * Reads the page that a request asks for.
     *
     * @param url absolute address of the list, without a query
     * @param query the request's query, decoded
     */
    public static Paging of(String url, Map<String, List<String>> query) {
        long limit = number(query, "limit");
        long offset = number(query, "offset");
        return new Paging(
                url, query, limit <= 0 ? DEFAULT_LIMIT : (int) Math.min(limit, LONGEST), offset < 0 ? 0 : offset);
    }

    /** The most lines that the page may have. */
    public int limit() {
        return limit;
    }

    /** The number of lines before the page. */
    public long offset() {
        return offset;
    }

    /** The part of a list in memory that the page shows. */
    public <T> List<T> cut(List<T> whole) {
        int from = (int) Math.min(offset, whole.size());
        return whole.subList(from, Math.min(whole.size(), from + limit));
    }

    /**
     * What the link to this page told of the line before it, so that nobody has to count up to it; empty where the request
     * tells nothing.
     */
    public Optional<String> after() {
        List<String> values = offset == 0 ? List.of() : query.getOrDefault(AFTER, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    /**
     * The answer for a list whose next page is found by the last line of this one. Whether there is one is seen and not
     * counted: lines before this page may have gone since.
     *
     * @param last what names the last line of the page, where more follow; else null
     */
    public Map<String, @Nullable Object> envelope(long count, List<?> results, @Nullable String last) {
        Map<String, @Nullable Object> envelope = links(count);
        envelope.put("next", last == null ? null : link(offset + limit, last));
        envelope.put("results", results);
        return envelope;
    }

    /** The answer for a list: its links and the lines of the page. */
    public Map<String, @Nullable Object> envelope(long count, List<?> results) {
        Map<String, @Nullable Object> envelope = links(count);
        envelope.put("results", results);
        return envelope;
    }

    /** {@code count}, {@code next} and {@code previous}. */
    public Map<String, @Nullable Object> links(long count) {
        Map<String, @Nullable Object> links = new LinkedHashMap<>();
        links.put("count", count);
        links.put("next", offset + limit < count ? link(offset + limit, null) : null);
        links.put("previous", offset > 0 ? link(offset - limit, null) : null);
        return links;
    }

    private String link(long place, @Nullable String last) {
        Map<String, List<String>> parameters = new TreeMap<>(query);
        parameters.remove(AFTER);
        if (last != null) {
            parameters.put(AFTER, List.of(last));
        }
        parameters.put("limit", List.of(Integer.toString(limit)));
        if (place > 0) {
            parameters.put("offset", List.of(Long.toString(place)));
        } else {
            parameters.remove("offset");
        }
        List<String> pairs = new ArrayList<>();
        parameters.forEach((name, values) -> values.forEach(value -> pairs.add(encode(name) + "=" + encode(value))));
        return url + "?" + pairs.stream().collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The last value of a parameter, or -1 where there is none that is a number. */
    private static long number(Map<String, List<String>> query, String name) {
        List<String> values = query.getOrDefault(name, List.of());
        String text = values.isEmpty() ? "" : values.getLast().strip();
        if (!text.matches("[0-9]{1,100}")) {
            return -1;
        }
        String digits = text.replaceFirst("^0+(?=.)", "");
        return digits.length() > 15 ? FURTHEST : Long.parseLong(digits);
    }
}
