package vouchsafe.datatypes;

import java.util.List;

/**
 * The kinds that a project's files may be of.
 *
 * @param registered by name
 * @param any whether an administrator allowed every kind
 * @param autoAdd whether a file that names none is of every registered kind
 */
public record ProjectDataTypes(List<DataType> registered, boolean any, boolean autoAdd) {
    /** Numbers of the registered kinds, rising. */
    public List<Integer> ids() {
        return registered.stream().map(DataType::id).sorted().toList();
    }
}
