package vouchsafe.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of a file: a JSON object with a description, tags, and anything else its project likes.
 *
 * @param json the object, compact
 * @param md5 the MD5 the file must have, in small letters; null where none is given
 * @param sha256 the SHA-256 it must have; null where none is given
 */
public record FileMetadata(
        String json, @Nullable String md5, @Nullable String sha256) {
    /** Characters that a description may have. */
    public static final int LONGEST_DESCRIPTION = 100;

    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
    private static final String[] DATES = {"creation_date", "start_date", "end_date"};

    /** The outcome of reading a text. */
    public sealed interface Parsed {
        /** Good metadata. */
        record Valid(FileMetadata metadata) implements Parsed {}

        /** Worded as clients of Open Humans know it, for the field {@code metadata}. */
        record Invalid(String message) implements Parsed {}
    }

    /** Reads JSON text. */
    public static Parsed parse(JsonMapper mapper, String text) {
        JsonNode json;
        try {
            json = mapper.readTree(text);
        } catch (JacksonException broken) {
            return new Parsed.Invalid("could not parse the uploaded metadata");
        }
        Optional<String> wrong = wrong(json);
        if (wrong.isPresent()) {
            return new Parsed.Invalid(wrong.get());
        }
        String compact = mapper.writeValueAsString(json);
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(compact)) {
            // Half of a surrogate pair, which JSON can write and no text can hold.
            return new Parsed.Invalid("could not parse the uploaded metadata");
        }
        return new Parsed.Valid(new FileMetadata(compact, digest(json.path("md5")), digest(json.path("sha256"))));
    }

    private static Optional<String> wrong(JsonNode json) {
        JsonNode description = json.path("description");
        if (!json.isObject() || description.isMissingNode()) {
            return Optional.of("\"description\" is a required field of the metadata");
        }
        if (!description.isString()) {
            return Optional.of("\"description\" must be a string");
        }
        if (description
                        .stringValue()
                        .codePointCount(0, description.stringValue().length())
                > LONGEST_DESCRIPTION) {
            return Optional.of("\"description\" must have at most " + LONGEST_DESCRIPTION + " characters");
        }
        if (!json.has("tags")) {
            return Optional.of("\"tags\" is a required field of the metadata");
        }
        if (!json.path("tags").isArray()) {
            return Optional.of("\"tags\" must be an array of strings");
        }
        for (String date : DATES) {
            if (json.has(date)
                    && !(json.path(date).isString()
                            && IsoDates.valid(json.path(date).stringValue()))) {
                return Optional.of("Dates must be in ISO 8601 format");
            }
        }
        if (!absentOr(json, "md5", MD5)) {
            return Optional.of("Invalid MD5 specified");
        }
        return absentOr(json, "sha256", SHA256) ? Optional.empty() : Optional.of("Invalid SHA-256 specified");
    }

    private static boolean absentOr(JsonNode json, String name, Pattern pattern) {
        return !json.has(name)
                || (json.path(name).isString()
                        && pattern.matcher(json.path(name).stringValue()).matches());
    }

    private static @Nullable String digest(JsonNode value) {
        return value.isString() ? value.stringValue().toLowerCase(Locale.ROOT) : null;
    }

    /** In what the bytes differ from what is said here; empty where they do not. */
    public Optional<String> mismatch(Received received) {
        if (md5 != null && !md5.equals(received.md5())) {
            return Optional.of("The MD5 of the uploaded file is " + received.md5() + ", not the one in the metadata");
        }
        if (sha256 != null && !sha256.equals(received.sha256())) {
            return Optional.of(
                    "The SHA-256 of the uploaded file is " + received.sha256() + ", not the one in the metadata");
        }
        return Optional.empty();
    }
}
