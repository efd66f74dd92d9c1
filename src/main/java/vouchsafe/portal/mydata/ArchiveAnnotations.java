package vouchsafe.portal.mydata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Preferences;

/**
 * The parts of an archive about annotations: the member's annotations, their groups, and their choices in the annotation
 * client.
 */
final class ArchiveAnnotations {
    private static final int AT_ONCE = 500;

    private final Annotations annotations;
    private final Groups groups;
    private final Preferences preferences;
    private final JsonMapper json;

    ArchiveAnnotations(Annotations annotations, Groups groups, Preferences preferences, JsonMapper json) {
        this.annotations = annotations;
        this.groups = groups;
        this.preferences = preferences;
        this.json = json;
    }

    Map<String, Object> of(UUID memberId) {
        Map<String, Group> own = new LinkedHashMap<>();
        groups.ofMember(memberId).forEach(group -> own.put(group.id(), group));
        List<Map<String, Object>> written = new ArrayList<>();
        Optional<UUID> last = Optional.empty();
        List<Annotation> some;
        do {
            some = annotations.ofMember(memberId, last, AT_ONCE);
            Map<UUID, String> metadata = annotations.metadata(some);
            for (Annotation each : some) {
                Map<String, Object> entry = entry(each);
                Optional.ofNullable(metadata.get(each.id()))
                        .ifPresent(noted -> entry.put("metadata", json.readTree(noted)));
                written.add(entry);
            }
            last = some.isEmpty() ? last : Optional.of(some.getLast().id());
        } while (some.size() == AT_ONCE);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("annotations", written);
        document.put(
                "groups",
                groups.memberships(memberId).stream()
                        .map(membership -> membership(membership, own))
                        .toList());
        document.put("preferences", json.readTree(preferences.of(memberId)));
        return document;
    }

    private static Map<String, Object> membership(GroupMember membership, Map<String, Group> own) {
        Map<String, Object> entry = new LinkedHashMap<>();
        Group group = own.get(membership.groupId());
        entry.put("id", membership.groupId());
        entry.put("name", group == null ? "" : group.name());
        entry.put("role", membership.role().name());
        entry.put("since", membership.createdAt().toString());
        return entry;
    }

    private Map<String, Object> entry(Annotation annotation) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", AnnotationId.of(annotation.id()));
        entry.put("created", annotation.createdAt().toString());
        entry.put("updated", annotation.updatedAt().toString());
        entry.put("uri", annotation.uri());
        entry.put("text", annotation.text());
        entry.put("tags", annotation.tags());
        entry.put("group", annotation.groupId());
        entry.put("shared", annotation.shared());
        entry.put(
                "references", annotation.thread().stream().map(AnnotationId::of).toList());
        if (annotation.selectors() != null) {
            entry.put("selector", json.readTree(annotation.selectors()));
        }
        entry.put("more", json.readTree(annotation.extra()));
        return entry;
    }
}
