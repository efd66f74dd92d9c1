package vouchsafe.hypothesis.live;

import java.util.Optional;

/**
 * One interest of a socket: annotations that have this value in this field.
 *
 * @param value an id as on the wire, an address in its normal form, or an author: first as a filter names them, then by
 *     the row id
 */
record Interest(Field field, String value) {

    /** The fields of annotations that filters may name. */
    enum Field {
        ID("/id"),
        GROUP("/group"),
        URI("/uri"),
        USER("/user"),
        REFERENCES("/references");

        private final String pointer;

        Field(String pointer) {
            this.pointer = pointer;
        }

        static Optional<Field> of(String pointer) {
            for (Field field : values()) {
                if (field.pointer.equals(pointer)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
    }
}
