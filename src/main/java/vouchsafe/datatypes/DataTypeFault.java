package vouchsafe.datatypes;

import java.util.List;

/** The reason why a kind of data is not stored as its form asks. */
public sealed interface DataTypeFault {
    /** The fields of the form. */
    enum Field {
        NAME,
        PARENT,
        DESCRIPTION,
        UPLOADABLE,
        DETAILS
    }

    /** Somebody else changed it after its author read it. */
    record Outdated() implements DataTypeFault {}

    /** These fields were to change, which approved projects rely on. */
    record Held(List<Field> fields) implements DataTypeFault {}

    /** A field is empty that must not be. */
    record Missing(Field field) implements DataTypeFault {}

    /** A field has more characters than it may have. */
    record TooLong(Field field, int most, int length) implements DataTypeFault {}

    /** A field has control characters. */
    record Unprintable(Field field) implements DataTypeFault {}

    /** Faults of the name alone. */
    enum OfName implements DataTypeFault {
        ODD_CHARACTER,
        DIGITS_ONLY,
        TAKEN
    }

    /** Faults of the parent alone. */
    enum OfParent implements DataTypeFault {
        UNKNOWN,
        UPLOADABLE,
        ITSELF,
        /** It is one of the kind's own descendants. */
        BELOW_ITSELF
    }

    /** The parent would make the tree deeper than it may be. */
    record TooDeep(int most) implements DataTypeFault {}

    /** It was to be uploadable, and has others below it. */
    record HasChildren() implements DataTypeFault {}
}
