package vouchsafe.portal.datatypes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vouchsafe.datatypes.DataTypeFault;

/** Says what is wrong with the form of a kind of data. */
final class DataTypeFaultText {
    private DataTypeFaultText() {}

    /** The faults of each field by its name, a line for each; the empty name is for the form as a whole. */
    static Map<String, String> byField(List<DataTypeFault> faults) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (DataTypeFault fault : faults) {
            errors.merge(field(fault), text(fault), (before, more) -> before + "\n" + more);
        }
        return errors;
    }

    private static String field(DataTypeFault fault) {
        return switch (fault) {
            case DataTypeFault.Outdated outdated -> "";
            case DataTypeFault.Held held -> "";
            case DataTypeFault.Missing missing -> name(missing.field());
            case DataTypeFault.TooLong tooLong -> name(tooLong.field());
            case DataTypeFault.Unprintable unprintable -> name(unprintable.field());
            case DataTypeFault.OfName ofName -> name(DataTypeFault.Field.NAME);
            case DataTypeFault.OfParent ofParent -> name(DataTypeFault.Field.PARENT);
            case DataTypeFault.TooDeep tooDeep -> name(DataTypeFault.Field.PARENT);
            case DataTypeFault.HasChildren hasChildren -> name(DataTypeFault.Field.UPLOADABLE);
        };
    }

    private static String text(DataTypeFault fault) {
        return switch (fault) {
            case DataTypeFault.Outdated outdated ->
                "Somebody else changed this data type while you were writing. Look at it again first.";
            case DataTypeFault.Held(List<DataTypeFault.Field> fields) ->
                "Edits disallowed for fields: "
                        + fields.stream()
                                .map(field -> "'" + name(field) + "'")
                                .collect(Collectors.joining(", ", "[", "]"));
            case DataTypeFault.Missing missing -> "This field is required.";
            case DataTypeFault.TooLong(var field, int most, int length) ->
                "Ensure this value has at most " + most + " characters (it has " + length + ").";
            case DataTypeFault.Unprintable unprintable -> "Leave out control characters.";
            case DataTypeFault.OfName.ODD_CHARACTER -> "Use letters, digits, spaces, hyphens and underscores only.";
            case DataTypeFault.OfName.DIGITS_ONLY -> "A name of digits only would be taken for a number; add a word.";
            case DataTypeFault.OfName.TAKEN -> "There is a data type with this name already.";
            case DataTypeFault.OfParent.UNKNOWN -> "Select a valid choice.";
            case DataTypeFault.OfParent.UPLOADABLE -> "An uploadable data type cannot be a parent.";
            case DataTypeFault.OfParent.ITSELF -> "A data type cannot be its own parent.";
            case DataTypeFault.OfParent.BELOW_ITSELF -> "A data type cannot be below one of its own children.";
            case DataTypeFault.TooDeep(int most) -> "That would be more than " + most + " levels deep.";
            case DataTypeFault.HasChildren hasChildren -> "A data type with children cannot be uploadable.";
        };
    }

    private static String name(DataTypeFault.Field field) {
        return field.name().toLowerCase(Locale.ROOT);
    }
}
