package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;

/** An annotation in the W3C's model (Web Annotation Data Model, section 3). */
final class LinkedDataJson {
    static final String TYPE = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    private static final String CONTEXT = "http://www.w3.org/ns/anno.jsonld";

    private final AnnotationJson wording;

    LinkedDataJson(AnnotationJson wording) {
        this.wording = wording;
    }

    Map<String, Object> render(Annotation annotation, String creator) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("@context", CONTEXT);
        wire.put("type", "Annotation");
        wire.put("id", wording.page(AnnotationId.of(annotation.id())));
        wire.put("created", WireTimes.of(annotation.createdAt()));
        wire.put("modified", WireTimes.of(annotation.updatedAt()));
        wire.put("creator", creator);
        wire.put("body", bodies(annotation));
        wire.put("target", List.of(target(annotation)));
        return wire;
    }

    private static List<Map<String, Object>> bodies(Annotation annotation) {
        List<Map<String, Object>> bodies = new ArrayList<>();
        bodies.add(Map.of("type", "TextualBody", "value", annotation.text(), "format", "text/markdown"));
        annotation.tags().forEach(tag -> bodies.add(Map.of("type", "TextualBody", "purpose", "tagging", "value", tag)));
        return bodies;
    }

    private Map<String, Object> target(Annotation annotation) {
        Map<String, Object> target = new LinkedHashMap<>();
        target.put("source", annotation.uri());
        List<Object> selectors = new ArrayList<>();
        wording.selectors(annotation).ifPresent(all -> all.forEach(each -> selectors.add(selector(each))));
        if (!selectors.isEmpty()) {
            target.put("selector", selectors);
        }
        return target;
    }

    /** The client's range is written with offsets; the model writes it as two points refined by positions. */
    private static Object selector(JsonNode selector) {
        if (!selector.path("type").asString("").equals("RangeSelector")
                || !selector.path("startContainer").isString()
                || !selector.path("endContainer").isString()) {
            return selector;
        }
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("type", "RangeSelector");
        range.put("startSelector", point(selector.get("startContainer"), selector.get("startOffset")));
        range.put("endSelector", point(selector.get("endContainer"), selector.get("endOffset")));
        return range;
    }

    private static Map<String, Object> point(JsonNode container, @Nullable JsonNode offset) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("type", "XPathSelector");
        point.put("value", container.stringValue());
        if (offset != null && offset.isIntegralNumber()) {
            point.put("refinedBy", Map.of("type", "TextPositionSelector", "start", offset, "end", offset));
        }
        return point;
    }
}
