package vouchsafe.consent;

import java.util.List;
import java.util.stream.Stream;

/** Project member ids from a form or a call: split at commas and white space, each once. */
public sealed interface MemberNumbers {
    /** At least one, each 8 digits long. */
    record Valid(List<String> numbers) implements MemberNumbers {}

    /** A text that is no such list, with the error in the words that clients of Open Humans recognise. */
    record Invalid(String error) implements MemberNumbers {}

    /** Reads a text such as {@code 12345678, 87654321}. */
    static MemberNumbers of(String text) {
        List<String> numbers = Stream.of(text.split("[\\s,]+"))
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        if (numbers.isEmpty()) {
            return new Invalid("You must provide a list of project member IDs.");
        }
        boolean allValid = numbers.stream()
                .allMatch(number -> number.length() == 8
                        && number.chars().allMatch(character -> character >= '0' && character <= '9'));
        return allValid ? new Valid(numbers) : new Invalid("Project member IDs are always 8 digits long.");
    }
}
