package vouchsafe.wording;

import java.util.List;
import java.util.stream.Collectors;
import vouchsafe.consent.MemberNumbers;

/** Says what is wrong with a list of project member ids, to programs and to coordinators alike. */
public final class MemberNumberText {
    private static final int NAMED = 20;

    private MemberNumberText() {}

    /** The fault of a text that is no such list. */
    public static String of(MemberNumbers.Invalid fault) {
        return switch (fault) {
            case NONE_NAMED -> "You must provide a list of project member IDs.";
            case NOT_8_DIGITS -> "Project member IDs are always 8 digits long.";
        };
    }

    /** The fault of a text that somebody typed, with each of the first {@value #NAMED} things in it that are no number. */
    public static String typed(MemberNumbers.Invalid fault, String text) {
        List<String> invalid = MemberNumbers.invalid(text);
        String names =
                invalid.stream().limit(NAMED).map(each -> "“" + each + "”").collect(Collectors.joining(", "));
        return of(fault)
                + (invalid.isEmpty() ? "" : " Not so: " + names)
                + (invalid.size() > NAMED ? " and " + (invalid.size() - NAMED) + " more" : "")
                + (invalid.isEmpty() ? "" : ".");
    }

    /** Numbers that belong to no present member of the project. */
    public static String unknown(List<String> numbers) {
        return "Invalid project member ID(s): " + String.join(", ", numbers);
    }

    /**
     * A message that names neither everyone nor anyone, or both.
     *
     * @param all whether it names everyone
     */
    public static String allOrSome(boolean all) {
        return "You must specify either all members or provide a list of IDs" + (all ? " but not both." : ".");
    }
}
