package vouchsafe.files;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.TypedText;

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

        /** The fault of a text that is no metadata. */
        enum Invalid implements Parsed {
            /** It is no JSON. */
            UNREADABLE,
            /** It has a NUL character or half a character, which JSON can write and no text can hold. */
            NOT_TEXT,
            NO_DESCRIPTION,
            DESCRIPTION_NOT_TEXT,
            /** The description has more than {@value FileMetadata#LONGEST_DESCRIPTION} characters. */
            LONG_DESCRIPTION,
            NO_TAGS,
            TAGS_NOT_LIST,
            /** A date is not as ISO 8601 writes it. */
            DATE_NOT_ISO,
            BAD_MD5,
            BAD_SHA256
        }
    }

    /** Reads JSON text. */
    public static Parsed parse(JsonMapper mapper, String text) {
        JsonNode json;
        try {
            json = mapper.readTree(text);
        } catch (JacksonException broken) {
            return Parsed.Invalid.UNREADABLE;
        }
        Optional<Parsed.Invalid> fault = fault(json);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (TypedText.fault(json).isPresent()) {
            return Parsed.Invalid.NOT_TEXT;
        }
        String compact = mapper.writeValueAsString(json);
        return new Parsed.Valid(new FileMetadata(compact, digest(json.path("md5")), digest(json.path("sha256"))));
    }

    private static Optional<Parsed.Invalid> fault(JsonNode json) {
        JsonNode description = json.path("description");
        if (!json.isObject() || description.isMissingNode()) {
            return Optional.of(Parsed.Invalid.NO_DESCRIPTION);
        }
        if (!description.isString()) {
            return Optional.of(Parsed.Invalid.DESCRIPTION_NOT_TEXT);
        }
        if (TypedText.length(description.stringValue()) > LONGEST_DESCRIPTION) {
            return Optional.of(Parsed.Invalid.LONG_DESCRIPTION);
        }
        if (!json.has("tags")) {
            return Optional.of(Parsed.Invalid.NO_TAGS);
        }
        if (!json.path("tags").isArray()) {
            return Optional.of(Parsed.Invalid.TAGS_NOT_LIST);
        }
        for (String date : DATES) {
            if (json.has(date)
                    && !(json.path(date).isString()
                            && IsoDates.valid(json.path(date).stringValue()))) {
                return Optional.of(Parsed.Invalid.DATE_NOT_ISO);
            }
        }
        if (!absentOr(json, "md5", MD5)) {
            return Optional.of(Parsed.Invalid.BAD_MD5);
        }
        return absentOr(json, "sha256", SHA256) ? Optional.empty() : Optional.of(Parsed.Invalid.BAD_SHA256);
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
    public Optional<DigestMismatch> mismatch(Received received) {
        if (md5 != null && !md5.equals(received.md5())) {
            return Optional.of(new DigestMismatch("MD5", received.md5()));
        }
        if (sha256 != null && !sha256.equals(received.sha256())) {
            return Optional.of(new DigestMismatch("SHA-256", received.sha256()));
        }
        return Optional.empty();
    }
}
