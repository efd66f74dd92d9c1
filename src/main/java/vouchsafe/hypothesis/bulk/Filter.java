package vouchsafe.hypothesis.bulk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.api.ApiRefusal;

/** Reads the filter of a bulk read; everything wrong with it is said at once, as {@code field: message} joined by commas. */
final class Filter {
    private static final int MOST_LIMIT = 1_000_000;
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9]{30}");
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final List<String> problems = new ArrayList<>();
    private final JsonNode body;
    private final JsonNode fields;

    /** @param known the fields that a filter may have */
    Filter(JsonNode body, Set<String> known) {
        this.body = body;
        this.fields = body.path("filter");
        if (fields.isMissingNode()) {
            problems.add("'filter' is a required property");
        } else if (!fields.isObject()) {
            problems.add("filter: this is not of type 'object'");
        } else if (!known.containsAll(fields.propertyNames())) {
            problems.add("filter: Additional properties are not allowed");
        }
    }

    /** A span of time: after one moment, up to another. */
    record Span(Instant after, Instant until) {}

    void check() throws ApiRefusal {
        if (!problems.isEmpty()) {
            throw Refusals.invalid(String.join(", ", problems));
        }
    }

    Span span(String name) {
        JsonNode span = required(name);
        if (!span.isObject()) {
            return new Span(EARLIEST, EARLIEST);
        }
        if (!Set.of("gt", "lte").containsAll(span.propertyNames())) {
            problems.add("filter." + name + ": Additional properties are not allowed");
        }
        return new Span(moment(name, "gt", span), moment(name, "lte", span));
    }

    private JsonNode required(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() && fields.isObject()) {
            problems.add("filter: '" + name + "' is a required property");
        }
        return value;
    }

    private Instant moment(String name, String end, JsonNode span) {
        JsonNode value = span.path(end);
        if (value.isMissingNode()) {
            problems.add("filter." + name + ": '" + end + "' is a required property");
            return EARLIEST;
        }
        try {
            Instant moment = OffsetDateTime.parse(value.isString() ? value.stringValue() : "")
                    .toInstant();
            if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
                return moment;
            }
        } catch (DateTimeException unreadable) {
            // Said below.
        }
        problems.add("filter." + name + "." + end + ": this is not a 'date-time'");
        return EARLIEST;
    }

    int limit() {
        JsonNode value = required("limit");
        double limit = value.isNumber() ? value.asDouble(-1) : -1;
        if (limit == Math.rint(limit) && limit >= 0 && limit <= MOST_LIMIT) {
            return (int) limit;
        }
        if (!value.isMissingNode()) {
            problems.add("filter.limit: this is not a whole number from 0 to " + MOST_LIMIT);
        }
        return 0;
    }

    String username() {
        JsonNode value = required("username");
        if (value.isString() && USERNAME.matcher(value.stringValue()).matches()) {
            return value.stringValue();
        }
        if (!value.isMissingNode()) {
            problems.add("filter.username: this does not match '^[a-z0-9]{30}$'");
        }
        return "";
    }

    List<String> texts(String name) {
        required(name);
        return optionalTexts(name).orElse(List.of());
    }

    /** A list of texts of which one at least is there. */
    Optional<List<String>> optionalTexts(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(each -> {
                // PostgreSQL has no text with a NUL, so nothing is called so.
                if (each.isString() && each.stringValue().indexOf('\0') < 0) {
                    texts.add(each.stringValue());
                }
            });
        }
        if (!value.isArray() || texts.size() != value.size() || texts.isEmpty()) {
            problems.add("filter." + name + ": this is not a list of at least one string");
        }
        return Optional.of(texts);
    }

    /** The same; null, or an empty list, asks for nothing. */
    Optional<List<String>> textsOrNull(String name) {
        JsonNode value = fields.path(name);
        return value.isNull() || value.isArray() && value.isEmpty() ? Optional.empty() : optionalTexts(name);
    }

    /** Whether to sum up by assignment, and not by user. */
    boolean byAssignment() {
        JsonNode value = body.path("group_by");
        String word = value.isString() ? value.stringValue() : "";
        if (value.isMissingNode()) {
            problems.add("'group_by' is a required property");
        } else if (!word.equals("assignment") && !word.equals("user")) {
            problems.add("group_by: this is not one of ['assignment', 'user']");
        }
        return word.equals("assignment");
    }
}
