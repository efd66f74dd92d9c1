package vouchsafe.portal.coordinator;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The form with which a coordinator writes to members, as it was filled in, with its errors.
 *
 * @param numbers project member ids, as typed
 * @param all whether it is for everyone who accepts messages
 * @param errors by field name; the empty key is about the whole form
 */
public record MessageForm(String numbers, boolean all, String subject, String message, Map<String, String> errors) {

    static MessageForm empty(String numbers) {
        return new MessageForm(numbers, false, "", "", Map.of());
    }

    MessageForm with(Map<String, String> wrong) {
        return new MessageForm(numbers, all, subject, message, wrong);
    }

    /** How many numbers were typed. */
    int recipients() {
        return (int) Pattern.compile("[0-9]+").matcher(numbers).results().count();
    }
}
