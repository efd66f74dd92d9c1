package vouchsafe.hypothesis.live;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One message of a client over its socket. {@code id} is the number it wants repeated in the reply, else null: no reply
 * then.
 */
sealed interface Request {
    /** Longest name of a client; real ones make up a number of 32 digits. */
    int LONGEST_NAME = 200;

    /** Characters of a message that was not understood that the reply repeats. */
    int LONGEST_QUOTE = 100;

    @Nullable
    JsonNode id();

    /** The client names itself, and need not hear of its own changes. */
    record ClientId(String value, @Nullable JsonNode id) implements Request {}

    /** The client wants to hear of this from now on, and of nothing else. */
    record Listen(Filter filter, @Nullable JsonNode id) implements Request {}

    record Ping(@Nullable JsonNode id) implements Request {}

    record WhoAmI(@Nullable JsonNode id) implements Request {}

    /** A message that can't be served. {@code type} and {@code description} are the words that such clients recognise. */
    record Wrong(String type, String description, @Nullable JsonNode id) implements Request {}

    /**
     * Reads one message; empty where it is no JSON.
     *
     * @param mostInterests the most things that a filter may ask for
     */
    static Optional<Request> read(JsonMapper json, String text, int mostInterests) {
        try {
            JsonNode message = json.readTree(text);
            JsonNode sent = message.path("id");
            JsonNode id = sent.isNumber() && Double.isFinite(sent.asDouble()) ? sent : null;
            return Optional.of(read(json, message, mostInterests, id));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private static Request read(JsonMapper json, JsonNode message, int mostInterests, @Nullable JsonNode id) {
        JsonNode type = message.has("type") ? message.path("type") : message.path("messageType");
        if (type.isMissingNode() && message.has("filter")) {
            return listen(message, mostInterests, id);
        }
        return switch (type.asString("")) {
            case "client_id" -> clientId(message.path("value"), id);
            case "filter" -> listen(message, mostInterests, id);
            case "ping" -> new Ping(id);
            case "whoami" -> new WhoAmI(id);
            default ->
                new Wrong(
                        "invalid_type",
                        "invalid message type: "
                                + (type.isMissingNode() ? "null" : sendable(json.writeValueAsString(type))),
                        id);
        };
    }

    /** Shortens a text to quote it, and replaces halves of surrogate pairs, which JSON can hold but a socket can't send. */
    private static String sendable(String text) {
        String quoted = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
        return new String(quoted.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Request clientId(JsonNode value, @Nullable JsonNode id) {
        if (value.isMissingNode()) {
            return new Wrong("invalid_data", "\"value\" is missing", id);
        }
        if (value.asString("").length() > LONGEST_NAME) {
            return new Wrong("invalid_data", "\"value\" has at most " + LONGEST_NAME + " characters", id);
        }
        return new ClientId(value.asString(""), id);
    }

    private static Request listen(JsonNode message, int mostInterests, @Nullable JsonNode id) {
        if (!message.has("filter")) {
            return new Wrong("invalid_data", "\"filter\" is missing", id);
        }
        return Filter.read(message.path("filter"), mostInterests)
                .<Request>map(filter -> new Listen(filter, id))
                .orElseGet(() -> new Wrong("invalid_data", "failed to parse filter", id));
    }
}
