package vouchsafe.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;
import vouchsafe.web.TypedText;

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
     * @throws BadRequest 413 where it is longer, 400 where it holds text that cannot be kept
     */
    static JsonBody read(JsonMapper json, HttpServletRequest request, int longest) throws BadRequest, IOException {
        return read(json, request, longest, Set.of());
    }

    /**
     * The same for clients that send text of pages, which they cut where it may be in the middle of a character.
     *
     * @param cut names of fields of the object in which text that cannot be kept is let through
     */
    static JsonBody read(JsonMapper json, HttpServletRequest request, int longest, Set<String> cut)
            throws BadRequest, IOException {
        byte[] bytes = request.getInputStream().readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new BadRequest(413, "The body is larger than " + longest / 1024 + " kB.");
        }
        if (bytes.length == 0) {
            return new Nothing();
        }
        JsonNode read;
        try {
            read = json.readTree(text(bytes));
        } catch (JacksonException broken) {
            return new Broken(broken.getOriginalMessage());
        }
        if (read == null || read.isMissingNode()) {
            return new Broken("No content to map due to end-of-input");
        }
        if (!read.isObject()) {
            return new Other();
        }
        for (Map.Entry<String, JsonNode> field : read.properties()) {
            refuseUnkept("The name of a field", TypedText.fault(field.getKey()));
            if (!cut.contains(field.getKey())) {
                refuseUnkept('"' + TypedText.cut(field.getKey(), 60) + '"', TypedText.fault(field.getValue()));
            }
        }
        return new Fields(read);
    }

    private static void refuseUnkept(String what, Optional<TypedText.Fault> fault) throws BadRequest {
        if (fault.isPresent()) {
            throw new BadRequest(400, fault.get().sentence(what));
        }
    }

    /** A byte order mark is no part of the text (RFC 8259 section 8.1). */
    private static String text(byte[] bytes) throws BadRequest {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new BadRequest(400, "The body is not valid UTF-8, as JSON must be.");
        }
    }
}
