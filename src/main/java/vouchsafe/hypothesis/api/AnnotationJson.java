package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Flags;
import vouchsafe.annotations.Readers;
import vouchsafe.annotations.Viewer;
import vouchsafe.web.PublicAddress;

/** Writes annotations for their reader. The number of statements does not depend on the number of annotations. */
public final class AnnotationJson {
    private final Annotations annotations;
    private final Readers readers;
    private final Members members;
    private final Authority authority;
    private final PublicAddress address;
    private final JsonMapper json;

    AnnotationJson(
            Annotations annotations,
            Readers readers,
            Members members,
            Authority authority,
            PublicAddress address,
            JsonMapper json) {
        this.annotations = annotations;
        this.readers = readers;
        this.members = members;
        this.authority = authority;
        this.address = address;
        this.json = json;
    }

    /** One annotation for this reader. */
    public Map<String, @Nullable Object> render(Annotation annotation, Viewer viewer) {
        return render(List.of(annotation), viewer).getFirst();
    }

    /** One annotation for this member, or for a reader who is not signed in. */
    public Map<String, @Nullable Object> render(Annotation annotation, Optional<UUID> memberId) {
        return render(annotation, readers.viewer(memberId));
    }

    /** Annotations in their order. */
    public List<Map<String, @Nullable Object>> render(List<Annotation> all, Viewer viewer) {
        Map<UUID, Member> authors =
                members.find(all.stream().map(Annotation::memberId).collect(Collectors.toSet()));
        Flags flags = viewer.memberId()
                .map(member ->
                        annotations.flags(all.stream().map(Annotation::id).toList(), member))
                .orElse(Flags.NONE);
        List<Map<String, @Nullable Object>> rendered = new ArrayList<>();
        for (Annotation each : all) {
            Member author = authors.get(each.memberId());
            if (author != null) {
                rendered.add(one(each, author, flags, viewer));
            }
        }
        return rendered;
    }

    /** The user id of the author; empty where the account is gone. */
    Optional<String> creator(Annotation annotation) {
        return members.find(annotation.memberId())
                .map(author -> UserId.of(author, authority).toString());
    }

    private Map<String, @Nullable Object> one(Annotation annotation, Member author, Flags flags, Viewer viewer) {
        String id = AnnotationId.of(annotation.id());
        String user = UserId.of(author, authority).toString();
        boolean moderator = annotation.shared() && viewer.moderates(annotation.groupId());
        // A client's own fields must not replace ours.
        Map<String, @Nullable Object> wire = new LinkedHashMap<>(extra(annotation));
        wire.put("id", id);
        wire.put("created", WireTimes.of(annotation.createdAt()));
        wire.put("updated", WireTimes.of(annotation.updatedAt()));
        wire.put("user", user);
        wire.put("uri", annotation.uri());
        wire.put("text", annotation.text());
        wire.put("tags", annotation.tags());
        wire.put("group", annotation.groupId());
        wire.put("permissions", permissions(annotation, user));
        wire.put("target", List.of(target(annotation)));
        wire.put("document", annotation.title() == null ? Map.of() : Map.of("title", List.of(annotation.title())));
        wire.put("links", links(annotation, id));
        if (annotation.reply()) {
            wire.put(
                    "references",
                    annotation.thread().stream().map(AnnotationId::of).toList());
        }
        wire.put("user_info", Map.of("display_name", author.name()));
        wire.put("flagged", flags.own().getOrDefault(annotation.id(), false));
        wire.put("hidden", annotation.hidden());
        wire.put(
                "moderation_status",
                annotation.moderation() == null ? null : annotation.moderation().name());
        if (moderator) {
            wire.put("moderation", Map.of("flagCount", flags.counts().getOrDefault(annotation.id(), 0)));
        }
        wire.put("actions", moderator ? List.of("moderate") : List.of());
        wire.put("mentions", List.of());
        return wire;
    }

    private Map<String, @Nullable Object> extra(Annotation annotation) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        json.readTree(annotation.extra()).properties().forEach(each -> extra.put(each.getKey(), each.getValue()));
        return extra;
    }

    private static Map<String, Object> permissions(Annotation annotation, String user) {
        List<String> own = List.of(user);
        Map<String, Object> permissions = new LinkedHashMap<>();
        permissions.put("read", annotation.shared() ? List.of("group:" + annotation.groupId()) : own);
        permissions.put("admin", own);
        permissions.put("update", own);
        permissions.put("delete", own);
        return permissions;
    }

    private Map<String, Object> target(Annotation annotation) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("source", annotation.uri());
        if (annotation.description() != null) {
            target.put("description", annotation.description());
        }
        selectors(annotation).ifPresent(selectors -> target.put("selector", selectors));
        return target;
    }

    /** The selectors of its place on the page. */
    Optional<JsonNode> selectors(Annotation annotation) {
        return annotation.selectors() == null ? Optional.empty() : Optional.of(json.readTree(annotation.selectors()));
    }

    private Map<String, String> links(Annotation annotation, String id) {
        Map<String, String> links = new LinkedHashMap<>();
        String uri = annotation.uri();
        if (uri.startsWith("http://") || uri.startsWith("https://")) {
            // A page that embeds the client scrolls there by itself.
            String page = uri.contains("#") ? uri.substring(0, uri.indexOf('#')) : uri;
            links.put("html", page + "#annotations:" + id);
            links.put("incontext", page + "#annotations:" + id);
        }
        links.put("json", url(id));
        return links;
    }

    /** The address of its page, by which the rest of the web knows it. */
    String page(String id) {
        return address.url("/a/" + id);
    }

    /** The address of the annotation itself. */
    String url(String id) {
        return address.url("/api/annotations/" + id);
    }
}
