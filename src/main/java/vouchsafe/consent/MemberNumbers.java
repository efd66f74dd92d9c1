package vouchsafe.consent;

import java.util.List;
import java.util.stream.Stream;

/** Project member ids from a form or a call: split at commas and white space, each once. */
public sealed interface MemberNumbers {
    /** At least one, each 8 digits long. */
    record Valid(List<String> numbers) implements MemberNumbers {}

    /** The reason why a text is no such list. */
    enum Invalid implements MemberNumbers {
        /** It is blank. */
        NONE_NAMED,
        /** Something in it is no number of 8 digits. */
        NOT_8_DIGITS
    }

    /** Reads a text such as {@code 12345678, 87654321}. */
    static MemberNumbers of(String text) {
        List<String> numbers = Stream.of(text.split("[\\s,]+"))
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        if (numbers.isEmpty()) {
            return Invalid.NONE_NAMED;
        }
        boolean allValid = numbers.stream()
                .allMatch(number -> number.length() == 8
                        && number.chars().allMatch(character -> character >= '0' && character <= '9'));
        return allValid ? new Valid(numbers) : Invalid.NOT_8_DIGITS;
    }
}
