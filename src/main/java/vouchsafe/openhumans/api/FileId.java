package vouchsafe.openhumans.api;

import java.util.Optional;
import java.util.OptionalLong;

/** The field {@code file_id} of a body. */
final class FileId {
    private static final String FIELD = "file_id";

    private FileId() {}

    /** The number; empty where the field is absent, or is no number, which the errors then tell. */
    static OptionalLong read(ApiBody body, UploadFields.Errors errors) {
        Optional<String> text = body.text(FIELD).map(String::strip);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[+-]?[0-9]{1,18}")) {
            errors.add(FIELD, "Enter a whole number.");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }
}
