package vouchsafe.projects;

import java.util.List;
import java.util.Map;

/** The rules of what people write about an approval: some text, not too long, no control characters. */
public sealed interface CommentText {
    /** Text that may be stored. */
    record Good(String text) implements CommentText {}

    /** The fault of the text, worded for the person who wrote it. */
    record Refused(String why) implements CommentText {}

    /** Reads a comment or a reason. */
    static CommentText read(String text) {
        FormReader reader = new FormReader(new FormFields(Map.of("text", List.of(text))));
        String good = reader.requiredText("text", 4000);
        String complaint = reader.errors().get("text");
        return complaint == null ? new Good(good) : new Refused(complaint);
    }
}
