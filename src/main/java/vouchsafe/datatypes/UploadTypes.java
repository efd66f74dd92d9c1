package vouchsafe.datatypes;

import java.util.List;

/** The kinds of an uploaded file, as its uploader states them. */
public sealed interface UploadTypes {
    /** Numbers, each once, in rising order. */
    record Chosen(List<Integer> ids) implements UploadTypes {}

    /** Worded as clients of Open Humans know it, for the field {@code datatypes}. */
    record Refused(String message) implements UploadTypes {}
}
