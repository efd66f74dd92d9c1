package vouchsafe.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A label of a family of series and all its values. What is none of them is counted as {@link #OTHER}, so a stranger's text
 * can never become a series.
 *
 * @param name lower case, for example {@code outcome}
 * @param values constants of the code; never a name, a number or an address of somebody
 */
public record Label(String name, List<String> values) {
    /** The value of whatever is none of the values. */
    public static final String OTHER = "other";

    public Label {
        values = List.copyOf(values);
    }

    /** A label with these values. */
    public static Label of(String name, String... values) {
        return new Label(name, List.of(values));
    }

    /** A label whose values are the constants of an enum, as {@link #word} writes them. */
    public static Label of(String name, Class<? extends Enum<?>> constants) {
        return new Label(
                name,
                Arrays.stream(constants.getEnumConstants()).map(Label::word).toList());
    }

    /** The value of a constant of an enum. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
