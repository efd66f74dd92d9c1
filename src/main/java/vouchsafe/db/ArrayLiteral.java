package vouchsafe.db;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A column of values as PostgreSQL writes arrays; cheaper than an array object, which the driver would word alike. */
public final class ArrayLiteral {

    private ArrayLiteral() {}

    /**
     * One value of each row, for a parameter that the statement casts, for example {@code ?::uuid[]}.
     *
     * @param value a number, a UUID, a truth value, a text, or null for NULL
     */
    public static <R> String of(List<R> rows, Function<R, @Nullable Object> value) {
        StringBuilder literal = new StringBuilder(rows.size() * 37 + 2).append('{');
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                literal.append(',');
            }
            Object element = value.apply(rows.get(i));
            if (element instanceof String text) {
                quote(literal, text);
            } else {
                literal.append(element == null ? "NULL" : element);
            }
        }
        return literal.append('}').toString();
    }

    private static void quote(StringBuilder literal, String text) {
        literal.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"' || character == '\\') {
                literal.append('\\');
            }
            literal.append(character);
        }
        literal.append('"');
    }
}
