package vouchsafe.openhumans.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a call, field by field: {@code {"errors": {"field": ["message"]}}}. */
final class FormErrors {
    /** The name for what no single field is to blame for. */
    static final String WHOLE = "__all__";

    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    static ApiRefusal of(String field, String message) {
        FormErrors errors = new FormErrors();
        errors.add(field, message);
        return errors.refusal();
    }

    void add(String field, String message) {
        errors.put(field, List.of(message));
    }

    ApiRefusal refusal() {
        return new ApiRefusal(400, Map.of("errors", errors), errors.toString());
    }
}
