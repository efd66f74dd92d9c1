package vouchsafe.portal.datatypes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeEdit;
import vouchsafe.datatypes.DataTypeTree;

/**
 * One line of a kind's history.
 *
 * @param author username
 * @param changes none for the first version
 */
public record DataTypeVersion(int version, Instant at, String author, List<Change> changes) {
    /** One field that differs from the version before. */
    public record Change(String field, String before, String after) {}

    static List<DataTypeVersion> of(List<DataTypeEdit> newestFirst, Map<UUID, String> names, DataTypeTree tree) {
        List<DataTypeVersion> versions = new ArrayList<>();
        for (int place = 0; place < newestFirst.size(); place++) {
            DataTypeEdit edit = newestFirst.get(place);
            List<Change> changes =
                    place + 1 < newestFirst.size() ? changes(newestFirst.get(place + 1), edit, tree) : List.of();
            versions.add(new DataTypeVersion(
                    edit.version(), edit.editedAt(), names.getOrDefault(edit.editedBy(), "a former member"), changes));
        }
        return versions;
    }

    private static List<Change> changes(DataTypeEdit before, DataTypeEdit after, DataTypeTree tree) {
        List<Change> changes = new ArrayList<>();
        compare(changes, "Name", before.name(), after.name());
        compare(changes, "Parent", name(before.parentId(), tree), name(after.parentId(), tree));
        compare(changes, "Description", before.description(), after.description());
        compare(changes, "Uploadable", before.uploadable() ? "yes" : "no", after.uploadable() ? "yes" : "no");
        compare(changes, "Details", before.details(), after.details());
        return changes;
    }

    private static void compare(List<Change> changes, String field, String before, String after) {
        if (!before.equals(after)) {
            changes.add(new Change(field, before.isEmpty() ? "nothing" : before, after.isEmpty() ? "nothing" : after));
        }
    }

    private static String name(@Nullable Integer id, DataTypeTree tree) {
        return id == null ? "" : tree.find(id).map(DataType::name).orElse("");
    }
}
