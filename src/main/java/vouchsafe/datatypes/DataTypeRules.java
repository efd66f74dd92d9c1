package vouchsafe.datatypes;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rules that keep the tree a tree, and keep what approved projects rely on. */
final class DataTypeRules {
    /** Deep enough for anyone, and shallow enough for a page. */
    private static final int MOST_LEVELS = 8;

    private DataTypeRules() {}

    static List<DataTypeFault> forNew(DataTypeForm form, DataTypeTree tree) {
        List<DataTypeFault> faults = form.faults();
        checkParent(form, 1, tree, faults);
        return faults;
    }

    static List<DataTypeFault> forEdit(DataType current, DataTypeForm form, DataTypeTree tree, boolean locked) {
        List<DataTypeFault> faults = form.faults();
        if (locked) {
            List<DataTypeFault.Field> changed = fixedFieldsChanged(current, form);
            if (!changed.isEmpty()) {
                faults.add(new DataTypeFault.Held(changed));
            }
        }
        checkParent(form, tree.height(current.id()), tree, faults);
        Integer parent = form.parentId();
        if (parent != null && parent == current.id()) {
            faults.add(DataTypeFault.OfParent.ITSELF);
        } else if (parent != null && tree.withDescendants(current.id()).contains(parent)) {
            faults.add(DataTypeFault.OfParent.BELOW_ITSELF);
        }
        if (form.uploadable() && !tree.childrenOf(current.id()).isEmpty()) {
            faults.add(new DataTypeFault.HasChildren());
        }
        return faults;
    }

    private static void checkParent(DataTypeForm form, int height, DataTypeTree tree, List<DataTypeFault> faults) {
        Integer id = form.parentId();
        if (id == null) {
            return;
        }
        Optional<DataType> parent = tree.find(id);
        if (parent.isEmpty()) {
            faults.add(DataTypeFault.OfParent.UNKNOWN);
        } else if (parent.get().uploadable()) {
            faults.add(DataTypeFault.OfParent.UPLOADABLE);
        } else if (tree.ancestorsOf(parent.get()).size() + 1 + height > MOST_LEVELS) {
            faults.add(new DataTypeFault.TooDeep(MOST_LEVELS));
        }
    }

    private static List<DataTypeFault.Field> fixedFieldsChanged(DataType current, DataTypeForm form) {
        List<DataTypeFault.Field> changed = new ArrayList<>();
        if (!current.name().equals(form.name())) {
            changed.add(DataTypeFault.Field.NAME);
        }
        if (!Objects.equals(current.parentId(), form.parentId())) {
            changed.add(DataTypeFault.Field.PARENT);
        }
        if (!current.description().equals(form.description())) {
            changed.add(DataTypeFault.Field.DESCRIPTION);
        }
        if (current.uploadable() != form.uploadable()) {
            changed.add(DataTypeFault.Field.UPLOADABLE);
        }
        return changed;
    }
}
