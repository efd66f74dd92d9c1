package vouchsafe.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.messages.MessageText;

/** Says what is wrong with the text of a message, to programs and on forms alike. */
public final class MessageFaultText {
    private MessageFaultText() {}

    /** The faults by field: {@code subject} and {@code message}. */
    public static Map<String, String> byField(List<MessageText.Fault> faults) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (MessageText.Fault fault : faults) {
            switch (fault) {
                case MessageText.Fault.LongSubject(int length) ->
                    errors.put("subject", tooLong(MessageText.LONGEST_SUBJECT, length));
                case MessageText.Fault.TurningSubject turning ->
                    errors.put(
                            "subject",
                            "Leave out what turns the direction of writing (U+202A to U+202E, U+2066 to U+2069).");
                case MessageText.Fault.Controls controls ->
                    errors.put("message", "This must be text without control characters.");
                case MessageText.Fault.NoBody nothing -> errors.put("message", "This field is required.");
                case MessageText.Fault.LongBody(int length) ->
                    errors.put("message", tooLong(MessageText.LONGEST_BODY, length));
            }
        }
        return errors;
    }

    private static String tooLong(int most, int is) {
        return "Ensure this value has at most " + most + " characters (it has " + is + ").";
    }
}
