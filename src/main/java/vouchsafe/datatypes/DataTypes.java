package vouchsafe.datatypes;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/** The kinds of data: reading and editing their tree. Any member may edit; every version is kept with its author. */
public final class DataTypes {
    private final DataTypeTable table;
    private final DurableActs acts;

    DataTypes(DataTypeTable table, DurableActs acts) {
        this.table = table;
        this.acts = acts;
    }

    /** All kinds as they are now, in one statement. */
    public DataTypeTree tree() {
        return table.tree();
    }

    /** The kind with this number. */
    public Optional<DataType> find(int id) {
        return table.find(id);
    }

    /** Every version of a kind, newest first. */
    public List<DataTypeEdit> history(int id) {
        return table.edits(id);
    }

    /** Whether an approved project relies on this kind, so that only its details may change. */
    public boolean locked(int id) {
        return table.heldByApprovedProject(id);
    }

    /** Adds a kind to the tree. */
    public SavedDataType create(DataTypeForm form, UUID author) {
        return saving(() -> {
            table.lock();
            List<DataTypeFault> faults = DataTypeRules.forNew(form, table.tree());
            if (!faults.isEmpty()) {
                return new SavedDataType.No(faults);
            }
            DataType made = table.insert(form, author, acts.now());
            acts.record(AuditEvent.of("datatype.created").by(author).with("name", made.name()));
            return new SavedDataType.Yes(made);
        });
    }

    /**
     * Changes a kind.
     *
     * @param shownVersion the version its author read; another one meanwhile is not overwritten
     */
    public SavedDataType edit(int id, int shownVersion, DataTypeForm form, UUID author) {
        return saving(() -> {
            table.lock();
            DataTypeTree tree = table.tree();
            DataType current = tree.find(id).orElseThrow(() -> new IllegalArgumentException("no data type " + id));
            if (current.version() != shownVersion) {
                return new SavedDataType.No(List.of(new DataTypeFault.Outdated()));
            }
            List<DataTypeFault> faults =
                    DataTypeRules.forEdit(current, form, tree, table.heldByApprovedProject(current.id()));
            if (!faults.isEmpty()) {
                return new SavedDataType.No(faults);
            }
            if (DataTypeForm.of(current).equals(form)) {
                return new SavedDataType.Yes(current);
            }
            DataType changed = table.update(id, form, author, acts.now());
            acts.record(AuditEvent.of("datatype.edited").by(author).with("name", changed.name()));
            return new SavedDataType.Yes(changed);
        });
    }

    private SavedDataType saving(Supplier<SavedDataType> work) {
        try {
            return acts.call(work);
        } catch (DuplicateKeyException taken) {
            return new SavedDataType.No(List.of(DataTypeFault.OfName.TAKEN));
        }
    }
}
