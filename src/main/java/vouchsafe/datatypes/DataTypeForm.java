package vouchsafe.datatypes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a kind of data, as typed.
 *
 * @param parent number of the parent, or empty for none
 */
public record DataTypeForm(String name, String parent, String description, boolean uploadable, String details) {
    static final int LONGEST_NAME = 40;
    private static final int LONGEST_DESCRIPTION = 100;
    private static final int LONGEST_DETAILS = 10_000;
    private static final Pattern NAME = Pattern.compile("[\\w\\- ]+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Blanks around and doubled within are dropped; line ends become line feeds. */
    public DataTypeForm {
        name = singleSpaced(name);
        parent = parent.strip();
        description = singleSpaced(description);
        details = details.replace("\r\n", "\n").replace('\r', '\n').strip();
    }

    /** An empty form. */
    public static DataTypeForm empty() {
        return new DataTypeForm("", "", "", false, "");
    }

    /** The form filled with what is stored. */
    public static DataTypeForm of(DataType type) {
        Integer parent = type.parentId();
        return new DataTypeForm(
                type.name(),
                parent == null ? "" : parent.toString(),
                type.description(),
                type.uploadable(),
                type.details());
    }

    /** The faults of single fields, by field name. */
    Map<String, String> errors() {
        Map<String, String> errors = new LinkedHashMap<>();
        if (name.isEmpty()) {
            errors.put("name", "This field is required.");
        } else if (length(name) > LONGEST_NAME) {
            errors.put("name", tooLong(LONGEST_NAME, name));
        } else if (!NAME.matcher(name).matches()) {
            errors.put("name", "Use letters, digits, spaces, hyphens and underscores only.");
        } else if (name.chars().allMatch(Character::isDigit)) {
            errors.put("name", "A name of digits only would be taken for a number; add a word.");
        }
        if (!parent.isEmpty() && parentId() == null) {
            errors.put("parent", "Select a valid choice.");
        }
        if (description.isEmpty()) {
            errors.put("description", "This field is required.");
        } else if (length(description) > LONGEST_DESCRIPTION) {
            errors.put("description", tooLong(LONGEST_DESCRIPTION, description));
        }
        if (length(details) > LONGEST_DETAILS) {
            errors.put("details", tooLong(LONGEST_DETAILS, details));
        }
        if (unprintable(description) || unprintable(details.replace("\n", "").replace("\t", ""))) {
            errors.putIfAbsent(unprintable(description) ? "description" : "details", "Leave out control characters.");
        }
        return errors;
    }

    /** The parent's number; null for none, and for what is no number. */
    @Nullable
    Integer parentId() {
        return parent.matches("[0-9]{1,9}") ? Integer.valueOf(parent) : null;
    }

    private static boolean unprintable(String text) {
        return text.codePoints().anyMatch(letter -> {
            int kind = Character.getType(letter);
            return kind == Character.CONTROL || kind == Character.SURROGATE;
        });
    }

    private static String singleSpaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String tooLong(int most, String text) {
        return "Ensure this value has at most %d characters (it has %d).".formatted(most, length(text));
    }
}
