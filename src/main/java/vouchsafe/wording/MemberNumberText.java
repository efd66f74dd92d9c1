package vouchsafe.wording;

import java.util.List;
import vouchsafe.consent.MemberNumbers;

/** Says what is wrong with a list of project member ids, to programs and to coordinators alike. */
public final class MemberNumberText {
    private MemberNumberText() {}

    /** The fault of a text that is no such list. */
    public static String of(MemberNumbers.Invalid fault) {
        return switch (fault) {
            case NONE_NAMED -> "You must provide a list of project member IDs.";
            case NOT_8_DIGITS -> "Project member IDs are always 8 digits long.";
        };
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
