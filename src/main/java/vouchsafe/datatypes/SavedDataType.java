package vouchsafe.datatypes;

import java.util.Map;

/** The outcome of a form about a kind of data. */
public sealed interface SavedDataType {
    /** It is stored. */
    record Yes(DataType type) implements SavedDataType {}

    /** Nothing was stored. Errors by field name; the empty name is for the form as a whole. */
    record No(Map<String, String> errors) implements SavedDataType {}
}
