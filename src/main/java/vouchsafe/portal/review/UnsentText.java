package vouchsafe.portal.review;

import java.util.Map;

/**
 * What somebody wrote and could not send, so that the page can give it back.
 *
 * @param control the field it was written in: the page has several called {@code reason}
 * @param errors why it was refused, by that name or by the empty one; nothing where nothing was sent
 */
public record UnsentText(String control, String text, Map<String, String> errors) {
    /** Nothing was refused. */
    static final UnsentText NOTHING = new UnsentText("", "", Map.of());

    static final String COMMENT = "comment";
    static final String REASON = "reason";
    static final String REASON_OF_CHANGE = "change_reason";
    static final String REASON_OF_END = "end_reason";

    /** Text that is wrong itself. */
    static UnsentText wrong(String control, String text, String why) {
        return new UnsentText(control, text, Map.of(control, why));
    }

    /** Text that cannot be sent for another reason. */
    static UnsentText refused(String control, String text, String why) {
        return new UnsentText(control, text, Map.of("", why));
    }

    /** What was written in this field. */
    public String text(String field) {
        return control.equals(field) ? text : "";
    }
}
