package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationDraft;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.DocumentClaim;
import vouchsafe.annotations.Group;
import vouchsafe.web.TypedText;
import vouchsafe.web.api.ApiRefusal;

/** Reads an annotation from a client's request: all of a new one, or any part of an existing one. */
final class AnnotationInput {
    private static final int LONGEST_URI = 20_000;
    private static final int LONGEST_TEXT = 400_000;
    private static final int LONGEST_TAG = 1_000;
    private static final int MOST_TAGS = 200;
    private static final int MOST_REFERENCES = 200;
    private static final int MOST_SELECTORS = 100;
    private static final int LONGEST_DESCRIPTION = 5_000;
    private static final Pattern PERMITTED = Pattern.compile("^(acct:|group:).+$");

    /** Fields that the server sets or stores in its own form; they are never kept as a client's own fields. */
    private static final Set<String> OWN_FIELDS = Set.of(
            "id",
            "created",
            "updated",
            "user",
            "uri",
            "text",
            "tags",
            "group",
            "permissions",
            "target",
            "document",
            "links",
            "references",
            "user_info",
            "flagged",
            "hidden",
            "moderation",
            "moderation_status",
            "actions",
            "mentions",
            "metadata");

    private final Payload payload;

    AnnotationInput(JsonNode body) {
        this.payload = new Payload(body);
    }

    /** The new annotation in the request. */
    AnnotationDraft created() throws ApiRefusal {
        Optional<String> uri = uri();
        if (uri.isEmpty()) {
            payload.wrong("uri", "this field is required");
        }
        String group = payload.text("group", 1_100).orElse(Group.WORLD);
        Target target = target(new Target(null, "", null));
        AnnotationDraft draft = new AnnotationDraft(
                group,
                shared(group).orElse(false),
                uri.orElse(""),
                payload.text("text", LONGEST_TEXT).orElse(""),
                tags().orElse(List.of()),
                references(),
                target.selectors(),
                target.quote(),
                target.description(),
                extra(null),
                metadata(),
                document());
        payload.check();
        return draft;
    }

    /** The annotation with its changes; group and thread stay the same. */
    AnnotationDraft updated(Annotation old, @Nullable JsonNode oldSelectors, JsonNode oldExtra) throws ApiRefusal {
        Target target = target(new Target(old.selectors(), quote(oldSelectors), old.description()));
        AnnotationDraft draft = new AnnotationDraft(
                old.groupId(),
                shared(old.groupId()).orElse(old.shared()),
                uri().orElse(old.uri()),
                payload.text("text", LONGEST_TEXT).orElse(old.text()),
                tags().orElse(old.tags()),
                old.thread(),
                target.selectors(),
                target.quote(),
                target.description(),
                extra(oldExtra),
                metadata(),
                document());
        payload.check();
        return draft;
    }

    private Optional<String> uri() {
        Optional<String> uri = payload.text("uri", LONGEST_URI);
        if (uri.filter(String::isBlank).isPresent()) {
            payload.wrong("uri", "this field is required");
        }
        return uri.map(String::strip);
    }

    private Optional<List<String>> tags() {
        return payload.texts("tags", MOST_TAGS, LONGEST_TAG);
    }

    private List<UUID> references() {
        List<UUID> thread = new ArrayList<>();
        List<String> sent =
                payload.texts("references", MOST_REFERENCES, LONGEST_TAG).orElse(List.of());
        for (int i = 0; i < sent.size(); i++) {
            Optional<UUID> id = AnnotationId.parse(sent.get(i));
            if (id.isPresent()) {
                thread.add(id.get());
            } else {
                payload.wrong("references." + i, "Annotation " + printable(sent.get(i)) + " does not exist");
            }
        }
        return thread;
    }

    static String printable(String text) {
        return TypedText.cut(text.replaceAll("\\p{Cntrl}", "?"), 60);
    }

    /**
     * Whether the annotation is shared: it is if its group may read it, and is otherwise for its author alone. Empty where
     * the client did not say.
     */
    private Optional<Boolean> shared(String group) {
        return payload.object("permissions").flatMap(permissions -> {
            if (!permissions.has("read")) {
                permissions.wrong("read", "this field is required");
            }
            for (String kind : List.of("read", "update", "delete", "admin")) {
                permissions.texts(kind, MOST_REFERENCES, LONGEST_TAG).ifPresent(all -> {
                    if (!all.stream().allMatch(each -> PERMITTED.matcher(each).matches())) {
                        permissions.wrong(kind, "entries must begin with \"acct:\" or \"group:\"");
                    }
                });
            }
            return permissions
                    .texts("read", MOST_REFERENCES, LONGEST_TAG)
                    .map(read -> read.equals(List.of("group:" + group)));
        });
    }

    private record Target(
            @Nullable String selectors,
            String quote,
            @Nullable String description) {}

    private Target target(Target otherwise) {
        return payload.first("target")
                .map(target -> {
                    List<Payload> selectors = target.all("selector", MOST_SELECTORS);
                    for (Payload selector : selectors) {
                        if (!selector.json().path("type").isString()) {
                            selector.wrong("type", "this field is required");
                        }
                    }
                    JsonNode sent = target.json().path("selector");
                    return new Target(
                            sent.isArray() ? sent.toString() : null,
                            quote(sent),
                            target.text("description", LONGEST_DESCRIPTION).orElse(null));
                })
                .orElse(otherwise);
    }

    private static String quote(@Nullable JsonNode selectors) {
        if (selectors != null && selectors.isArray()) {
            for (JsonNode selector : selectors) {
                if (selector.path("type").asString("").equals("TextQuoteSelector")) {
                    return selector.path("exact").asString("");
                }
            }
        }
        return "";
    }

    /** What the client wants its own server to know; an empty object says nothing. */
    private @Nullable String metadata() {
        return payload.object("metadata")
                .map(Payload::json)
                .filter(object -> !object.isEmpty())
                .map(JsonNode::toString)
                .orElse(null);
    }

    private DocumentClaim document() {
        return payload.object("document").map(DocumentInput::read).orElse(DocumentClaim.NONE);
    }

    private String extra(@Nullable JsonNode before) {
        ObjectNode extra = JsonNodeFactory.instance.objectNode();
        if (before != null) {
            before.properties().forEach(each -> extra.set(each.getKey(), each.getValue()));
        }
        payload.json().properties().stream()
                .filter(each -> !OWN_FIELDS.contains(each.getKey()))
                .forEach(each -> extra.set(each.getKey(), each.getValue()));
        return extra.toString();
    }
}
