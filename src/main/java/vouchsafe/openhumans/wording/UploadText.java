package vouchsafe.openhumans.wording;

import java.util.List;
import java.util.stream.Collectors;
import vouchsafe.datatypes.UploadTypes;
import vouchsafe.files.DigestMismatch;
import vouchsafe.files.FileMetadata;

/** Says what is wrong with the fields of an upload, in the sentences that clients of Open Humans know. */
public final class UploadText {
    private UploadText() {}

    /** For the field {@code metadata}. */
    public static String of(FileMetadata.Parsed.Invalid fault) {
        return switch (fault) {
            case UNREADABLE -> "could not parse the uploaded metadata";
            case NOT_TEXT ->
                "a text of the metadata has a NUL character (U+0000) or half a character (a lone surrogate), which"
                        + " can't be kept";
            case NO_DESCRIPTION -> "\"description\" is a required field of the metadata";
            case DESCRIPTION_NOT_TEXT -> "\"description\" must be a string";
            case LONG_DESCRIPTION ->
                "\"description\" must have at most " + FileMetadata.LONGEST_DESCRIPTION + " characters";
            case NO_TAGS -> "\"tags\" is a required field of the metadata";
            case TAGS_NOT_LIST -> "\"tags\" must be an array of strings";
            case DATE_NOT_ISO -> "Dates must be in ISO 8601 format";
            case BAD_MD5 -> "Invalid MD5 specified";
            case BAD_SHA256 -> "Invalid SHA-256 specified";
        };
    }

    /** For the field {@code metadata}, once the bytes are here. */
    public static String of(DigestMismatch mismatch) {
        return "The " + mismatch.algorithm() + " of the uploaded file is " + mismatch.received()
                + ", not the one in the metadata";
    }

    /** For the field {@code datatypes}. */
    public static String of(UploadTypes.Refused refused) {
        return switch (refused) {
            case UploadTypes.Unreadable(List<String> sent) ->
                "Could not parse the uploaded datatypes from: '" + String.join(", ", sent) + "'";
            case UploadTypes.Unknown(List<String> names) ->
                "The following datatypes don't match items in our database: " + listed(names);
            case UploadTypes.NotRegistered(List<String> names) ->
                "The following datatypes aren't registered for this project: " + listed(names);
        };
    }

    /** A list as such clients are used to see it: {@code ['one', 'other']}. */
    private static String listed(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
