package vouchsafe.hypothesis.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Authority;
import vouchsafe.annotations.Group;
import vouchsafe.web.PublicAddress;

/** Writes groups. There are no organizations here, which clients accept. */
final class GroupJson {
    private final Authority authority;
    private final PublicAddress address;

    GroupJson(Authority authority, PublicAddress address) {
        this.authority = authority;
        this.address = address;
    }

    /** @param expand names of the parts to write in full: {@code scopes} */
    Map<String, @Nullable Object> render(Group group, Set<String> expand) {
        Map<String, @Nullable Object> wire = new LinkedHashMap<>();
        wire.put("id", group.id());
        wire.put("groupid", group.providedId() == null ? null : "group:" + group.providedId() + "@" + authority(group));
        wire.put("name", group.name());
        wire.put("description", group.description().isEmpty() ? null : group.description());
        wire.put("organization", null);
        wire.put("public", group.readByAll());
        wire.put("scoped", !group.scopes().isEmpty());
        wire.put("type", group.type().word());
        wire.put("pre_moderated", group.preModerated());
        wire.put("links", page(group).map(url -> Map.of("html", url)).orElse(Map.of()));
        if (expand.contains("scopes")) {
            Map<String, Object> scopes = new LinkedHashMap<>();
            scopes.put("enforced", group.scopeEnforced());
            scopes.put(
                    "uri_patterns",
                    group.scopes().stream().map(prefix -> prefix + "*").toList());
            wire.put("scopes", group.scopes().isEmpty() ? null : scopes);
        }
        return wire;
    }

    List<Map<String, @Nullable Object>> render(List<Group> groups, Set<String> expand) {
        return groups.stream().map(group -> render(group, expand)).toList();
    }

    /** The address of its page; groups of a third party's accounts, who sign in elsewhere, have none here. */
    Optional<String> page(Group group) {
        return group.ours() || group.readByAll() ? Optional.of(address.url(group.path())) : Optional.empty();
    }

    /** The authority whose accounts belong to the group, as programs know it. */
    String authority(Group group) {
        return group.authority().isEmpty() ? authority.value() : group.authority();
    }

    /** An authority as groups store it. */
    String stored(String named) {
        return named.equals(authority.value()) ? "" : named;
    }
}
