package vouchsafe.openhumans.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.files.DataFile;
import vouchsafe.files.DownloadLinks;
import vouchsafe.grants.Grant;
import vouchsafe.openhumans.wording.FileJson;
import vouchsafe.openhumans.wording.WireTime;

/** Writes the parts of a member that a project may see, alone or in a list. */
final class MemberJson {
    private final FileJson fileJson;
    private final DownloadLinks links;

    MemberJson(FileJson fileJson, DownloadLinks links) {
        this.fileJson = fileJson;
        this.links = links;
    }

    /**
     * The fields that every answer has of a member.
     *
     * @param username null where the member does not share it; the key is then absent too
     */
    Map<String, @Nullable Object> about(Grant grant, @Nullable String username) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("created", WireTime.of(grant.createdAt()));
        answer.put("project_member_id", grant.subject());
        answer.put("sources_shared", grant.permissions().sources());
        answer.put("message_permission", grant.permissions().messagesAllowed());
        if (username != null) {
            answer.put("username", username);
        }
        return answer;
    }

    /** The member's files, with links that work while the grant does. */
    List<Map<String, @Nullable Object>> files(Grant grant, List<DataFile> files) {
        return files.stream()
                .map(file -> fileJson.of(file, links.url(file, grant)))
                .toList();
    }
}
