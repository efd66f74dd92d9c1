package vouchsafe.openhumans.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.util.RawValue;
import vouchsafe.datatypes.DataType;
import vouchsafe.files.DataFile;
import vouchsafe.web.PublicAddress;

/** Writes a file, for every answer that has one. */
public final class FileJson {
    private final PublicAddress address;

    public FileJson(PublicAddress address) {
        this.address = address;
    }

    /** A file in the list of a member's files, or of public files. */
    public Map<String, @Nullable Object> of(DataFile file, String downloadUrl) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", file.id());
        answer.put("basename", file.basename());
        answer.put("created", WireTime.of(file.createdAt()));
        answer.put("datatypes", dataTypes(file));
        answer.put("download_url", downloadUrl);
        // Stored as it was sent, after a check that it is a JSON object.
        answer.put("metadata", new RawValue(file.metadata()));
        answer.put("source", file.source());
        answer.put("source_project", projectUrl(file.projectId()));
        return answer;
    }

    private List<String> dataTypes(DataFile file) {
        return file.datatypes().stream()
                .map(id -> address.url(DataType.apiPath(id)))
                .toList();
    }

    /** The address at which programs read about a project. */
    public String projectUrl(int projectId) {
        return address.url("/api/public/project/" + projectId + "/");
    }
}
