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
        List<String> numbers = split(text);
        if (numbers.isEmpty()) {
            return Invalid.NONE_NAMED;
        }
        return numbers.stream().allMatch(MemberNumbers::valid) ? new Valid(numbers) : Invalid.NOT_8_DIGITS;
    }

    /** What in a text is no number of 8 digits. */
    static List<String> invalid(String text) {
        return split(text).stream().filter(number -> !valid(number)).toList();
    }

    private static List<String> split(String text) {
        return Stream.of(text.split("[\\s,]+"))
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
    }

    private static boolean valid(String number) {
        return number.length() == 8 && number.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
