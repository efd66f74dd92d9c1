package vouchsafe.web.pages;

import java.util.List;

/**
 * One answer a form offers in radios, checkboxes or a select.
 *
 * @param value the value that the browser sends
 * @param label the text that the person reads
 * @param hint a sentence below the label, or empty
 */
public record Choice(String value, String label, String hint) {
    /** A choice without a hint. */
    public Choice(String value, String label) {
        this(value, label, "");
    }

    /** Yes and No, sent as {@code True} and {@code False}. */
    public static List<Choice> yesNo() {
        return List.of(new Choice("True", "Yes"), new Choice("False", "No"));
    }
}
