package vouchsafe.datatypes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.TypedText;

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

    /** The faults of single fields. */
    List<DataTypeFault> faults() {
        List<DataTypeFault> faults = new ArrayList<>();
        if (name.isEmpty()) {
            faults.add(new DataTypeFault.Missing(DataTypeFault.Field.NAME));
        } else if (length(name) > LONGEST_NAME) {
            faults.add(new DataTypeFault.TooLong(DataTypeFault.Field.NAME, LONGEST_NAME, length(name)));
        } else if (!NAME.matcher(name).matches()) {
            faults.add(DataTypeFault.OfName.ODD_CHARACTER);
        } else if (name.chars().allMatch(Character::isDigit)) {
            faults.add(DataTypeFault.OfName.DIGITS_ONLY);
        }
        if (!parent.isEmpty() && parentId() == null) {
            faults.add(DataTypeFault.OfParent.UNKNOWN);
        }
        if (description.isEmpty()) {
            faults.add(new DataTypeFault.Missing(DataTypeFault.Field.DESCRIPTION));
        } else if (length(description) > LONGEST_DESCRIPTION) {
            faults.add(new DataTypeFault.TooLong(
                    DataTypeFault.Field.DESCRIPTION, LONGEST_DESCRIPTION, length(description)));
        }
        if (length(details) > LONGEST_DETAILS) {
            faults.add(new DataTypeFault.TooLong(DataTypeFault.Field.DETAILS, LONGEST_DETAILS, length(details)));
        }
        if (unprintable(description)) {
            faults.add(new DataTypeFault.Unprintable(DataTypeFault.Field.DESCRIPTION));
        } else if (unprintable(details.replace("\n", "").replace("\t", ""))) {
            faults.add(new DataTypeFault.Unprintable(DataTypeFault.Field.DETAILS));
        }
        return faults;
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
        return TypedText.length(text);
    }
}
