package vouchsafe.hypothesis.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.Viewer;
import vouchsafe.hypothesis.api.AnnotationJson;

/** Words changes of annotations as the messages that sockets get. */
final class NewsWording {
    private final AnnotationJson annotations;
    private final JsonMapper json;

    NewsWording(AnnotationJson annotations, JsonMapper json) {
        this.annotations = annotations;
        this.json = json;
    }

    /** One annotation, as this reader sees it. */
    String one(String action, Annotation annotation, Viewer viewer) {
        return message(action, List.of(annotations.render(annotation, viewer)));
    }

    /** Annotations that are gone, by their ids. */
    String deleted(List<Map<String, String>> ids) {
        return message("delete", ids);
    }

    private String message(String action, List<?> payload) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", "annotation-notification");
        message.put("options", Map.of("action", action));
        message.put("payload", payload);
        return json.writeValueAsString(message);
    }
}
