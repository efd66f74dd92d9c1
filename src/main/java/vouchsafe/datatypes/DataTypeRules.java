package vouchsafe.datatypes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules that keep the tree a tree, and keep what approved projects rely on. Errors by field name. */
final class DataTypeRules {
    /** Deep enough for anyone, and shallow enough for a page. */
    private static final int MOST_LEVELS = 8;

    private DataTypeRules() {}

    static Map<String, String> forNew(DataTypeForm form, DataTypeTree tree) {
        Map<String, String> errors = new LinkedHashMap<>(form.errors());
        checkParent(form, 1, tree, errors);
        return errors;
    }

    static Map<String, String> forEdit(DataType current, DataTypeForm form, DataTypeTree tree, boolean locked) {
        Map<String, String> errors = new LinkedHashMap<>(form.errors());
        if (locked) {
            List<String> changed = fixedFieldsChanged(current, form);
            if (!changed.isEmpty()) {
                errors.put("", "Edits disallowed for fields: " + listed(changed));
            }
        }
        checkParent(form, tree.height(current.id()), tree, errors);
        Integer parent = form.parentId();
        if (parent != null && parent == current.id()) {
            errors.putIfAbsent("parent", "A data type cannot be its own parent.");
        } else if (parent != null && tree.withDescendants(current.id()).contains(parent)) {
            errors.putIfAbsent("parent", "A data type cannot be below one of its own children.");
        }
        if (form.uploadable() && !tree.childrenOf(current.id()).isEmpty()) {
            errors.putIfAbsent("uploadable", "A data type with children cannot be uploadable.");
        }
        return errors;
    }

    private static void checkParent(DataTypeForm form, int height, DataTypeTree tree, Map<String, String> errors) {
        Integer id = form.parentId();
        if (id == null) {
            return;
        }
        Optional<DataType> parent = tree.find(id);
        if (parent.isEmpty()) {
            errors.putIfAbsent("parent", "Select a valid choice.");
        } else if (parent.get().uploadable()) {
            errors.putIfAbsent("parent", "An uploadable data type cannot be a parent.");
        } else if (tree.ancestorsOf(parent.get()).size() + 1 + height > MOST_LEVELS) {
            errors.putIfAbsent("parent", "That would be more than " + MOST_LEVELS + " levels deep.");
        }
    }

    private static List<String> fixedFieldsChanged(DataType current, DataTypeForm form) {
        List<String> changed = new ArrayList<>();
        if (!current.name().equals(form.name())) {
            changed.add("name");
        }
        if (!Objects.equals(current.parentId(), form.parentId())) {
            changed.add("parent");
        }
        if (!current.description().equals(form.description())) {
            changed.add("description");
        }
        if (current.uploadable() != form.uploadable()) {
            changed.add("uploadable");
        }
        return changed;
    }

    /** Names as clients of Open Humans are used to see a list: {@code ['name', 'parent']}. */
    static String listed(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ", "[", "]"));
    }
}
