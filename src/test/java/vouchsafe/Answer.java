package vouchsafe;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP answer, with its body read as JSON where it is. */
public record Answer(HttpResponse<String> response) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** The body as text. */
    public String body() {
        return response.body();
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return JSON.readTree(response.body());
    }

    /** A text in the JSON object. */
    public String text(String name) {
        return json().path(name).asString();
    }

    /** Calls until the server is not too busy: whoever is told to come back has got nothing and spent nothing. */
    public static Answer whenServed(Supplier<Answer> call) {
        Answer answer = call.get();
        for (int tries = 1; answer.status() == 503 && tries < 30; tries++) {
            answer = call.get();
        }
        return answer;
    }
}
