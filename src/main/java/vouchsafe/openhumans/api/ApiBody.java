package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.api.JsonBody;

/**
 * The fields of a body: JSON, urlencoded or multipart, read alike. A repeated form field and a JSON list both have several
 * values; a JSON object is its text.
 */
record ApiBody(Map<String, List<String>> fields) {
    private static final Set<String> TRUE = Set.of("true", "True", "on", "1");

    /** Reads bodies of JSON and of both kinds of forms. */
    static final class Reader {
        private static final int LONGEST = 1024 * 1024;
        /** A message may name each member of a large project in a field of its own. */
        private static final int MOST_FIELDS = 20_000;

        private final JsonMapper json;

        Reader(JsonMapper json) {
            this.json = json;
        }

        ApiBody read(HttpServletRequest request) throws BadRequest, IOException {
            String type = request.getContentType();
            if (type == null && request.getContentLengthLong() <= 0) {
                return new ApiBody(Map.of());
            }
            if (type == null || !type.strip().toLowerCase(Locale.ROOT).startsWith("application/json")) {
                return new ApiBody(FormBody.kept(FormBody.read(request, LONGEST, MOST_FIELDS)));
            }
            return switch (JsonBody.read(json, request, LONGEST)) {
                case JsonBody.Nothing nothing -> new ApiBody(Map.of());
                case JsonBody.Fields(JsonNode object) -> of(object);
                case JsonBody.Other other -> throw new BadRequest(400, "Invalid data. Expected a dictionary.");
                case JsonBody.Broken(String why) -> throw new BadRequest(400, "JSON parse error - " + why);
            };
        }

        private static ApiBody of(JsonNode object) {
            Map<String, List<String>> fields = new LinkedHashMap<>();
            object.properties().forEach(property -> fields.put(property.getKey(), texts(property.getValue())));
            return new ApiBody(fields);
        }

        private static List<String> texts(JsonNode value) {
            if (value.isNull()) {
                return List.of();
            }
            if (!value.isArray()) {
                return List.of(text(value));
            }
            List<String> texts = new ArrayList<>();
            value.forEach(each -> texts.add(text(each)));
            return texts;
        }

        private static String text(JsonNode value) {
            return value.isString() ? value.stringValue() : value.toString();
        }
    }

    /** The value of this field; the last one where it is repeated; empty where it is absent or blank. */
    Optional<String> text(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() || values.getLast().isBlank() ? Optional.empty() : Optional.of(values.getLast());
    }

    /** Every value of this field. */
    List<String> texts(String name) {
        return fields.getOrDefault(name, List.of());
    }

    /** Whether this field is true, in the spelling of forms or of JSON. */
    boolean flag(String name) {
        return text(name).filter(TRUE::contains).isPresent();
    }
}
