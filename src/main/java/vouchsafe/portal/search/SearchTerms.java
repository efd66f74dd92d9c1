package vouchsafe.portal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.UriPattern;
import vouchsafe.web.TypedText;

/**
 * Reads a typed search for annotations: words, all of which must be there, and {@code name:value} with {@code user},
 * {@code group}, {@code tag}, {@code url}, {@code text} or {@code quote} as name. Quotation marks keep words together.
 */
final class SearchTerms {
    private static final int LONGEST = 1_000;
    private static final int MOST = 30;
    private static final Pattern TERM = Pattern.compile("(?:([A-Za-z]+):)?(?:\"([^\"]*)\"|([^\\s\"]+))");

    private final List<Term> terms = new ArrayList<>();
    private final boolean tooLong;

    /** @param name empty for a plain word */
    private record Term(String name, String value) {}

    SearchTerms(String typed) {
        tooLong = TypedText.length(typed) > LONGEST;
        Matcher matcher = TERM.matcher(tooLong ? "" : typed);
        while (matcher.find()) {
            String name = Optional.ofNullable(matcher.group(1)).orElse("").toLowerCase(Locale.ROOT);
            String value = Optional.ofNullable(matcher.group(2)).orElseGet(() -> String.valueOf(matcher.group(3)));
            if (!value.isBlank()) {
                terms.add(new Term(name, value.strip()));
            }
        }
    }

    /** The error of the search; empty where it has none. */
    String problem() {
        if (tooLong) {
            return "At most " + LONGEST + " characters.";
        }
        return terms.size() > MOST ? "At most " + MOST + " words." : "";
    }

    /**
     * The search that the terms mean.
     *
     * @param memberByName finds the author of that name
     * @param groupByName finds the id of the group of that name or id
     */
    Search search(Function<String, Optional<UUID>> memberByName, Function<String, String> groupByName) {
        Search search = new Search();
        for (Term term : terms) {
            switch (term.name()) {
                case "user" -> search.member(memberByName.apply(term.value()).orElse(Search.NOTHING));
                case "group" -> search.group(groupByName.apply(term.value()));
                case "tag" -> search.words(Search.Place.TAGS, term.value());
                case "text" -> search.words(Search.Place.TEXT, term.value());
                case "quote" -> search.words(Search.Place.QUOTE, term.value());
                case "url", "uri" -> address(search, term.value());
                case "" -> search.words(Search.Place.ANY, term.value());
                // An address may be typed without "url:"; other words with a colon are plain words.
                case "http", "https" -> address(search, term.name() + ":" + term.value());
                default -> search.words(Search.Place.ANY, term.name() + " " + term.value());
            }
        }
        return search;
    }

    private static void address(Search search, String uri) {
        if (uri.contains("*")) {
            UriPattern.parse(uri).ifPresentOrElse(search::pattern, () -> search.uri(uri));
        } else {
            search.uri(uri);
        }
    }
}
