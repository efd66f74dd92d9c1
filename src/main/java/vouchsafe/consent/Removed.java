package vouchsafe.consent;

import java.util.List;

/** What became of a coordinator's wish to remove members. */
public sealed interface Removed {
    /** All of them are removed. */
    record All(int count) implements Removed {}

    /** These are no members of the project now; nobody was removed. */
    record UnknownNumbers(List<String> numbers) implements Removed {
        /** Worded as clients of Open Humans know it. */
        public String error() {
            return "Invalid project member ID(s): " + String.join(", ", numbers);
        }
    }
}
