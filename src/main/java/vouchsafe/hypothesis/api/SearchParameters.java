package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Search;
import vouchsafe.annotations.UriPattern;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.api.ApiRefusal;

/** Reads the parameters of a search; unknown ones are ignored. All errors are reported at once, a line each. */
public final class SearchParameters {
    private static final int USUAL_LIMIT = 20;
    private static final int MOST_OFFSET = 9_800;
    private static final int MOST_VALUES = 100;
    private static final List<String> YES = List.of("true", "t", "yes", "y", "1", "on");
    private static final List<String> NO = List.of("false", "f", "no", "n", "0", "off", "");

    private final Map<String, List<String>> query;
    private final Function<String, Optional<UUID>> memberByName;
    private final List<String> errors = new ArrayList<>();

    /** @param memberByName finds the member of a user id, or of a plain name */
    public SearchParameters(Map<String, List<String>> query, Function<String, Optional<UUID>> memberByName) {
        this.query = query;
        this.memberByName = memberByName;
    }

    boolean separateReplies() {
        return flag("_separate_replies");
    }

    /** The search; refused with what is wrong with it. */
    public Search read() throws ApiRefusal {
        Search search = new Search();
        values("uri").forEach(search::uri);
        values("url").forEach(search::uri);
        values("wildcard_uri")
                .forEach(text -> UriPattern.parse(text).ifPresentOrElse(search::pattern, this::badPattern));
        values("user").forEach(user -> search.member(memberByName.apply(user).orElse(Search.NOTHING)));
        values("group").forEach(search::group);
        values("references")
                .forEach(id -> search.reference(AnnotationId.parse(id).orElse(Search.NOTHING)));
        values("tag").forEach(text -> search.words(Search.Place.TAGS, text));
        values("tags").forEach(text -> search.words(Search.Place.TAGS, text));
        values("any").forEach(text -> search.words(Search.Place.ANY, text));
        values("quote").forEach(text -> search.words(Search.Place.QUOTE, text));
        values("text").forEach(text -> search.words(Search.Place.TEXT, text));
        values("uri.parts").forEach(text -> search.words(Search.Place.URI, text.replaceAll("\\W+", " ")));
        int limit = number("limit", USUAL_LIMIT, Search.MOST);
        search.page(number("offset", 0, MOST_OFFSET), limit);
        Search.Sort sort = sort();
        search.sorted(sort, ascending());
        values("search_after").stream()
                .findFirst()
                .ifPresent(text -> after(sort, text)
                        .ifPresentOrElse(
                                search::after, () -> errors.add("search_after: must be a value of the sort column")));
        if (separateReplies()) {
            search.topLevel();
        }
        if (!errors.isEmpty()) {
            throw Refusals.invalid(String.join("\n", errors));
        }
        return search;
    }

    private void badPattern() {
        errors.add("wildcard_uri: must be a web address, with no wildcard (* or _) in its scheme or domain");
    }

    private Optional<Search.After> after(Search.Sort sort, String text) {
        return switch (sort) {
            case UPDATED, CREATED -> WireTimes.parse(text).map(Search.After.Time::new);
            case ID -> AnnotationId.parse(text).map(Search.After.Id::new);
            case USER -> memberByName.apply(text).map(Search.After.Id::new);
            case GROUP -> Optional.of(new Search.After.Text(text));
        };
    }

    private Search.Sort sort() {
        String sent = last("sort").orElse("updated");
        for (Search.Sort each : Search.Sort.values()) {
            if (each.name().toLowerCase(java.util.Locale.ROOT).equals(sent)) {
                return each;
            }
        }
        errors.add("sort: \"" + AnnotationInput.printable(sent) + "\" is not one of created, group, id, updated, user");
        return Search.Sort.UPDATED;
    }

    private boolean ascending() {
        String sent = last("order").orElse("desc");
        if (!sent.equals("asc") && !sent.equals("desc")) {
            errors.add("order: \"" + AnnotationInput.printable(sent) + "\" is not one of asc, desc");
        }
        return sent.equals("asc");
    }

    private int number(String name, int otherwise, int most) {
        Optional<String> sent = last(name);
        if (sent.isEmpty()) {
            return otherwise;
        }
        if (!sent.get().matches("-?[0-9]{1,9}")) {
            errors.add(name + ": \"" + AnnotationInput.printable(sent.get()) + "\" is not a number");
            return otherwise;
        }
        int number = Integer.parseInt(sent.get());
        if (number < 0) {
            errors.add(name + ": " + number + " is less than minimum value 0");
        } else if (number > most) {
            errors.add(name + ": " + number + " is greater than maximum value " + most);
        }
        return number;
    }

    private boolean flag(String name) {
        String sent = last(name).orElse("").toLowerCase(java.util.Locale.ROOT);
        if (!YES.contains(sent) && !NO.contains(sent)) {
            errors.add(name + ": \"" + AnnotationInput.printable(sent) + "\" is neither true nor false");
        }
        return YES.contains(sent);
    }

    private Optional<String> last(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.getLast().strip()).filter(value -> !value.isEmpty());
    }

    private List<String> values(String name) {
        List<String> values = query.getOrDefault(name, List.of()).stream()
                .map(value -> value.strip())
                .filter(value -> !value.isEmpty())
                .toList();
        if (values.size() > MOST_VALUES) {
            errors.add(name + ": there are more than " + MOST_VALUES + " values");
        }
        return values.subList(0, Math.min(values.size(), MOST_VALUES));
    }
}
