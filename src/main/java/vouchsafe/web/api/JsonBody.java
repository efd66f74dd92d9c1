package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;

/** A body that should be a JSON object; each dialect words what it is instead. */
public sealed interface JsonBody {

    /** A JSON object, as it should be. */
    record Fields(JsonNode object) implements JsonBody {}

    /** A body without a single byte. */
    record Nothing() implements JsonBody {}

    /** A JSON value that is no object. */
    record Other() implements JsonBody {}

    /** @param why the parser's own words for it */
    record Broken(String why) implements JsonBody {}

    /**
     * Reads the body.
     *
     * @param longest bytes it may have; it is held in memory
     * @throws BadRequest 413 where it is longer
     */
    static JsonBody read(JsonMapper json, HttpServletRequest request, int longest) throws BadRequest, IOException {
        byte[] bytes = request.getInputStream().readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new BadRequest(413, "The body is larger than " + longest / 1024 + " kB.");
        }
        if (bytes.length == 0) {
            return new Nothing();
        }
        try {
            JsonNode read = json.readTree(new String(bytes, StandardCharsets.UTF_8));
            if (read == null || read.isMissingNode()) {
                return new Broken("No content to map due to end-of-input");
            }
            return read.isObject() ? new Fields(read) : new Other();
        } catch (JacksonException broken) {
            return new Broken(broken.getOriginalMessage());
        }
    }
}
