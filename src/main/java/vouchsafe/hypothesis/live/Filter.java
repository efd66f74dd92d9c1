package vouchsafe.hypothesis.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vouchsafe.annotations.NormalUri;

/**
 * The interests that a socket asked for. Clauses are joined by "or", and so are the values of one clause; their grouping
 * makes no difference, so a list without repetitions is enough.
 */
record Filter(List<Interest> interests) {
    /** The filter of a socket that has not asked for anything yet. */
    static final Filter NOTHING = new Filter(List.of());

    private static final int INTEREST_BYTES = 160;

    private static final Set<String> OPERATORS = Set.of("equals", "one_of");

    /**
     * Reads a filter; empty for one that is malformed or asks for too much.
     *
     * @param most the most things it may ask for
     */
    static Optional<Filter> read(JsonNode json, int most) {
        JsonNode clauses = json.path("clauses");
        if (!json.path("match_policy").asString("").equals("include_any")
                || !json.path("actions").isObject()
                || !clauses.isArray()) {
            return Optional.empty();
        }
        Set<Interest> interests = new LinkedHashSet<>();
        for (JsonNode clause : clauses) {
            Optional<Interest.Field> field =
                    Interest.Field.of(clause.path("field").asString(""));
            JsonNode value = clause.path("value");
            if (field.isEmpty() || !OPERATORS.contains(clause.path("operator").asString("")) || value.isMissingNode()) {
                return Optional.empty();
            }
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                if (!each.isString() || interests.size() == most) {
                    return Optional.empty();
                }
                interests.add(interest(field.get(), each.asString()));
            }
        }
        return Optional.of(new Filter(List.copyOf(interests)));
    }

    /**
     * The memory it may take, in bytes: its interests and their places in the index. Interests shared with other sockets
     * take less.
     */
    long weight() {
        long weight = 0;
        for (Interest interest : interests) {
            weight += INTEREST_BYTES + 2L * interest.value().length();
        }
        return weight;
    }

    private static Interest interest(Interest.Field field, String value) {
        return new Interest(field, field == Interest.Field.URI ? NormalUri.of(value) : value);
    }
}
