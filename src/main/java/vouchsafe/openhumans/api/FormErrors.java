package vouchsafe.openhumans.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.web.api.ApiRefusal;

/** The errors of a call, field by field: {@code {"errors": {"field": ["message"]}}}. */
final class FormErrors {
    /** The name under which errors stand that belong to no single field. */
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
        return Refusals.fields(Map.of("errors", errors), errors.toString());
    }
}
