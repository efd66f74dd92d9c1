package vouchsafe.portal.mydata;

import java.util.Optional;

/** A project as a data source on the wire: {@code direct-sharing-12}. */
final class SourceLabel {
    private static final String BEGINNING = "direct-sharing-";

    private SourceLabel() {}

    /** The project's number in a label; empty where the text is no label. */
    static Optional<Integer> projectId(String label) {
        String number = label.startsWith(BEGINNING) ? label.substring(BEGINNING.length()) : "";
        boolean digits = !number.isEmpty()
                && number.length() < 10
                && number.chars().allMatch(character -> character >= '0' && character <= '9');
        return digits ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }
}
