package vouchsafe.hypothesis.oauth;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Words refusals for both worlds at once: {@code error} and {@code error_description} as RFC 6749 section 5.2 has them, and
 * {@code status} and {@code reason}, the RFC's object once more as text, which is all that annotation clients look at.
 */
final class OAuthAnswers {
    private final JsonMapper json;

    OAuthAnswers(JsonMapper json) {
        this.json = json;
    }

    Map<String, Object> failure(String error, String description) {
        Map<String, Object> standard = new LinkedHashMap<>();
        standard.put("error", error);
        standard.put("error_description", description);
        Map<String, Object> both = new LinkedHashMap<>(standard);
        both.put("status", "failure");
        both.put("reason", json.writeValueAsString(standard));
        return both;
    }
}
