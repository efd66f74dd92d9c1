package vouchsafe.grants;

import java.util.Optional;

/** The name of a project as a data source, on the wire and in {@link Permissions}: {@code direct-sharing-12}. */
public final class SourceLabel {
    private static final String BEGINNING = "direct-sharing-";

    private SourceLabel() {}

    /** The label of the project with this number. */
    public static String of(int projectId) {
        return BEGINNING + projectId;
    }

    /** The number in the label; empty where this is no label. */
    public static Optional<Integer> projectId(String label) {
        String number = label.startsWith(BEGINNING) ? label.substring(BEGINNING.length()) : "";
        boolean digits = !number.isEmpty()
                && number.length() < 10
                && number.chars().allMatch(character -> character >= '0' && character <= '9');
        return digits ? Optional.of(Integer.valueOf(number)) : Optional.empty();
    }
}
