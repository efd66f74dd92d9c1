package vouchsafe.datatypes;

import java.util.List;

/** Which kinds an uploaded file is of, as whoever uploads it says. */
public sealed interface UploadTypes {
    /** Numbers, each once, in rising order. */
    record Chosen(List<Integer> ids) implements UploadTypes {}

    /** Worded as clients of Open Humans know it, for the field {@code datatypes}. */
    record Refused(String message) implements UploadTypes {}
}
