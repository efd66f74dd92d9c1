package vouchsafe.datatypes;

import java.util.List;

/** The outcome of a form about a kind of data. */
public sealed interface SavedDataType {
    /** It is stored. */
    record Yes(DataType type) implements SavedDataType {}

    /** Nothing was stored, since there are these faults. */
    record No(List<DataTypeFault> faults) implements SavedDataType {}
}
