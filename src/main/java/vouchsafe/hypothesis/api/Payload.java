package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.TypedText;
import vouchsafe.web.api.ApiRefusal;

/**
 * A JSON object and its errors by field. All errors are reported at once, as {@code field: message} joined by commas; a field that
 * could not be read counts as absent.
 */
final class Payload {
    private final JsonNode object;
    private final String prefix;
    private final Map<String, String> errors;

    Payload(JsonNode object) {
        this(object, "", new LinkedHashMap<>());
    }

    private Payload(JsonNode object, String prefix, Map<String, String> errors) {
        this.object = object;
        this.prefix = prefix;
        this.errors = errors;
    }

    JsonNode json() {
        return object;
    }

    boolean has(String name) {
        return object.has(name);
    }

    void wrong(String field, String message) {
        errors.putIfAbsent(prefix + field, prefix + field + ": " + message);
    }

    /** An error about this field in a sentence that does not begin with its name. */
    void wrongAltogether(String field, String sentence) {
        errors.putIfAbsent(prefix + field, sentence);
    }

    /** Refuses the call where there are errors. */
    void check() throws ApiRefusal {
        if (!errors.isEmpty()) {
            throw Refusals.invalid(String.join(", ", errors.values()));
        }
    }

    /** A text field of at most this many characters. */
    Optional<String> text(String name, int longest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            wrong(name, "this must be a string");
            return Optional.empty();
        }
        if (TypedText.length(value.stringValue()) > longest) {
            wrong(name, "this is too long; the longest is " + longest + " characters");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    /** A field that is true or false. */
    Optional<Boolean> flag(String name) {
        JsonNode value = object.path(name);
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        if (!value.isMissingNode() && !value.isNull()) {
            wrong(name, "this must be true or false");
        }
        return Optional.empty();
    }

    /** A field that is a list of texts. */
    Optional<List<String>> texts(String name, int most, int longest) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray() || value.size() > most) {
            wrong(name, "this must be a list of at most " + most + " strings");
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode each = value.get(i);
            if (!each.isString() || TypedText.length(each.stringValue()) > longest) {
                wrong(name + "." + i, "this must be a string of at most " + longest + " characters");
            } else {
                texts.add(each.stringValue());
            }
        }
        return Optional.of(texts);
    }

    /** A field that is an object. */
    Optional<Payload> object(String name) {
        return nested(name, object.path(name));
    }

    /** The first of a list of objects; empty for an empty list. */
    Optional<Payload> first(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            wrong(name, "this must be a list");
            return Optional.empty();
        }
        return value.isEmpty() ? Optional.empty() : nested(name + ".0", value.get(0));
    }

    /** Every object of a list. */
    List<Payload> all(String name, int most) {
        JsonNode value = object.path(name);
        List<Payload> all = new ArrayList<>();
        if (value.isArray() && value.size() <= most) {
            for (int i = 0; i < value.size(); i++) {
                nested(name + "." + i, value.get(i)).ifPresent(all::add);
            }
        } else if (!value.isMissingNode() && !value.isNull()) {
            wrong(name, "this must be a list of at most " + most + " objects");
        }
        return all;
    }

    private Optional<Payload> nested(String name, JsonNode value) {
        if (value.isObject()) {
            return Optional.of(new Payload(value, prefix + name + ".", errors));
        }
        if (!value.isMissingNode() && !value.isNull()) {
            wrong(name, "this must be an object");
        }
        return Optional.empty();
    }
}
