package vouchsafe.hypothesis.live;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import vouchsafe.annotations.NormalUri;

/**
 * What a socket asked for. Clauses are joined by "or", and so are the values of one clause; how they were grouped makes no
 * difference, so what remains is a set.
 */
record Filter(Set<Interest> interests) {
    /** A socket that has not asked hears nothing. */
    static final Filter NOTHING = new Filter(Set.of());

    /** A page has a handful of addresses; a thread that is watched by id can be long. */
    private static final int MOST_INTERESTS = 1_000;

    private static final Set<String> OPERATORS = Set.of("equals", "one_of");

    /** Reads a filter; empty for one that is malformed or asks for too much. */
    static Optional<Filter> read(JsonNode json) {
        JsonNode clauses = json.path("clauses");
        if (!json.path("match_policy").asString("").equals("include_any")
                || !json.path("actions").isObject()
                || !clauses.isArray()) {
            return Optional.empty();
        }
        Set<Interest> interests = new HashSet<>();
        for (JsonNode clause : clauses) {
            Optional<Interest.Field> field =
                    Interest.Field.of(clause.path("field").asString(""));
            JsonNode value = clause.path("value");
            if (field.isEmpty() || !OPERATORS.contains(clause.path("operator").asString("")) || value.isMissingNode()) {
                return Optional.empty();
            }
            for (JsonNode each : value.isArray() ? value : List.of(value)) {
                if (!each.isString() || interests.size() == MOST_INTERESTS) {
                    return Optional.empty();
                }
                interests.add(interest(field.get(), each.asString()));
            }
        }
        return Optional.of(new Filter(Set.copyOf(interests)));
    }

    private static Interest interest(Interest.Field field, String value) {
        return new Interest(field, field == Interest.Field.URI ? NormalUri.of(value) : value);
    }
}
