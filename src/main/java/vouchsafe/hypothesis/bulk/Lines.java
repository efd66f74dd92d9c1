package vouchsafe.hypothesis.bulk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiRefusal;

/** Reads a body of JSON values, one a line, one after the other. Empty lines count for nothing. */
final class Lines {
    /** As much as a thousand of the longest instructions that mean something. */
    static final int LONGEST_BODY = 4 * 1024 * 1024;

    static final int LONGEST_LINE = 64 * 1024;

    private final InputStream body;
    private final JsonMapper json;
    private long bytes;
    private int number;

    Lines(InputStream body, JsonMapper json) {
        this.body = new BufferedInputStream(body);
        this.json = json;
    }

    /** The next value; null at the end. */
    @Nullable
    JsonNode next() throws ApiRefusal, BadRequest, IOException {
        String line = line();
        while (line != null && line.isBlank()) {
            line = line();
        }
        return line == null ? null : read(line, number++);
    }

    private JsonNode read(String line, int place) throws ApiRefusal {
        try {
            JsonNode value = json.readTree(line);
            if (value != null && !value.isMissingNode()) {
                return value;
            }
        } catch (JacksonException broken) {
            // Refused below; the parser's own words quote the line.
        }
        throw BulkRefusals.noJson("Invalid JSON on line " + place);
    }

    private @Nullable String line() throws ApiRefusal, BadRequest, IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int each = body.read(); each >= 0; each = body.read()) {
            if (++bytes > LONGEST_BODY) {
                throw new BadRequest(413, "The body is larger than " + LONGEST_BODY / 1024 + " kB.");
            }
            if (each == '\n') {
                return text(line);
            }
            if (line.size() == LONGEST_LINE) {
                throw new BadRequest(413, "A line is longer than " + LONGEST_LINE / 1024 + " kB.");
            }
            line.write(each);
        }
        return line.size() == 0 ? null : text(line);
    }

    private String text(ByteArrayOutputStream line) throws ApiRefusal {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw BulkRefusals.noJson("Invalid JSON on line " + number + ": it is not UTF-8");
        }
    }
}
