package vouchsafe.portal.coordinator;

import java.util.Map;
import vouchsafe.files.QuotaSettings;
import vouchsafe.files.StorageUse;
import vouchsafe.portal.mydata.FileSize;
import vouchsafe.projects.Project;

/**
 * How much a project stores and may store.
 *
 * @param today what came today with its master token
 * @param settings what holds where administrators decided nothing else
 * @param typed what stands in the fields of the administrators' form, by name
 * @param errors what is wrong with it, by name
 */
public record StoragePage(
        Project project,
        StorageUse stored,
        StorageUse today,
        QuotaSettings settings,
        Map<String, String> typed,
        Map<String, String> errors) {

    /** What stands in a field. */
    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    /** A limit in words. */
    public static String size(long bytes) {
        return bytes == 0 ? "no limit" : FileSize.words(bytes);
    }

    /** A limit in words. */
    public static String number(long files) {
        return files == 0 ? "no limit" : Long.toString(files);
    }
}
