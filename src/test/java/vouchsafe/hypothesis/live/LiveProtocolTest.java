package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.oauth.DeveloperTokens;

/** The conversation over {@code /ws} (reference section 6.9), but for what others write. */
class LiveProtocolTest {
    private final TestServer server = TestServer.shared();

    private Listener anyone() {
        return Listener.open(server.url("/ws"), Optional.empty());
    }

    private String developerToken(Member member) {
        return server.bean(DeveloperTokens.class).make(member.credentials()).reveal();
    }

    @Test
    void a_plain_get_is_told_that_this_is_a_websocket() {
        Answer answer = TestApp.get("/ws", Map.of());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("ok").asBoolean(true)).isFalse();
        assertThat(answer.text("error")).isEqualTo("bad_handshake");
    }

    @Test
    void whoever_shows_no_token_is_nobody() {
        try (Listener listener = anyone()) {
            listener.say("{\"type\":\"whoami\",\"id\":1}");
            assertThat(listener.next()).isEqualTo(JsonMapper.shared().readTree("""
                {"type":"whoyouare","userid":null,"ok":true,"reply_to":1}
                """));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "5768-nonsense", "4657-nonsense", ""})
    void so_is_whoever_shows_one_that_is_not_good(String token) {
        try (Listener listener = Listener.open(server.url("/ws"), Optional.of(token))) {
            listener.say("{\"type\":\"whoami\",\"id\":1}");
            assertThat(listener.next().path("userid").isNull()).isTrue();
        }
    }

    @Test
    void a_token_in_the_url_says_who_connects() {
        Member member = server.member();
        try (Listener listener = Listener.open(server.url("/ws"), Optional.of(developerToken(member)))) {
            listener.say("{\"type\":\"whoami\",\"id\":2.5}");
            JsonNode answer = listener.next();
            assertThat(answer.path("userid").asString()).isEqualTo("acct:" + member.username() + "@127.0.0.1");
            assertThat(answer.path("reply_to").asDouble()).isEqualTo(2.5);
        }
    }

    @Test
    void a_socket_ends_with_its_token_and_in_a_way_after_which_clients_come_back() {
        Member member = server.member();
        try (Listener listener = Listener.open(server.url("/ws"), Optional.of(developerToken(member)));
                Listener stranger = anyone()) {
            listener.say("{\"type\":\"ping\",\"id\":1}");
            listener.next("pong");
            developerToken(member);
            assertThat(listener.closeCode()).isEqualTo(4401);
            stranger.say("{\"type\":\"ping\",\"id\":1}");
            assertThat(stranger.next("pong")).isNotNull();
        }
    }

    @Test
    void a_ping_is_answered_where_it_carries_a_number() {
        try (Listener listener = anyone()) {
            listener.say("{\"type\":\"ping\"}");
            listener.say("{\"type\":\"ping\",\"id\":\"7\"}");
            listener.say("{\"type\":\"ping\",\"id\":1e999}");
            listener.say("{\"type\":\"ping\",\"id\":7}");
            assertThat(listener.next()).isEqualTo(JsonMapper.shared().readTree("""
                {"type":"pong","ok":true,"reply_to":7}
                """));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"type":"foo","id":1}                       | invalid_type | invalid message type: "foo"
        {"id":1}                                    | invalid_type | invalid message type: null
        {"type":[1],"id":1}                         | invalid_type | invalid message type: [1]
        {"type":"\\ud800","id":1}                    | invalid_type | invalid message type: "?"
        {"type":"client_id","id":1}                 | invalid_data | "value" is missing
        {"messageType":"client_id","id":1}          | invalid_data | "value" is missing
        {"type":"filter","id":1}                    | invalid_data | "filter" is missing
        {"type":"filter","filter":{},"id":1}        | invalid_data | failed to parse filter
        {"filter":[],"id":1}                        | invalid_data | failed to parse filter
        {"filter":{"match_policy":"include_any","actions":{},"clauses":[{"field":"/nope","operator":"equals","value":"x"}]},"id":1} | invalid_data | failed to parse filter
        {"filter":{"match_policy":"include_any","actions":{},"clauses":[{"field":"/id","operator":"like","value":"x"}]},"id":1}     | invalid_data | failed to parse filter
        {"filter":{"match_policy":"include_any","actions":{},"clauses":[{"field":"/id","operator":"equals","value":{}}]},"id":1}    | invalid_data | failed to parse filter
        """)
    void what_cannot_be_done_is_said(String message, String type, String description) {
        try (Listener listener = anyone()) {
            listener.say(message);
            JsonNode answer = listener.next();
            assertThat(answer.path("type").asString()).isEqualTo("error");
            assertThat(answer.path("error").path("type").asString()).isEqualTo(type);
            assertThat(answer.path("error").path("description").asString()).isEqualTo(description);
            assertThat(answer.path("ok").asBoolean(true)).isFalse();
            assertThat(answer.path("reply_to").asInt()).isEqualTo(1);
        }
    }

    @Test
    void what_is_no_json_ends_the_conversation() {
        try (Listener listener = anyone()) {
            listener.say("{not json");
            assertThat(listener.closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "[]", "\"text\"", "true", "[[[[]]]]"})
    void json_that_is_no_object_does_no_harm(String message) {
        try (Listener listener = anyone()) {
            listener.say(message);
            assertThat(listener.untilAnswer().path("type").asString()).isEqualTo("pong");
        }
    }

    @Test
    void a_message_may_be_long_but_not_endless_and_shorter_from_strangers() {
        try (Listener member = Listener.open(server.url("/ws"), Optional.of(developerToken(server.member())));
                Listener stranger = anyone()) {
            pingOf(60_000, member);
            assertThat(member.next().path("type").asString()).isEqualTo("pong");
            pingOf(70_000, member);
            assertThat(member.closeCode()).isEqualTo(1009);
            pingOf(8_000, stranger);
            assertThat(stranger.next().path("type").asString()).isEqualTo("pong");
            pingOf(9_000, stranger);
            assertThat(stranger.closeCode()).isEqualTo(1009);
        }
    }

    private static void pingOf(int characters, Listener listener) {
        listener.say("{\"type\":\"ping\",\"id\":1,\"pad\":\"" + "x".repeat(characters) + "\"}");
    }

    @Test
    void a_message_in_parts_is_put_together_and_has_the_same_limit() {
        try (Listener listener = anyone()) {
            listener.sayPart("{\"type\":\"pi");
            listener.sayPart("");
            listener.say("ng\",\"id\":3}");
            assertThat(listener.next().path("reply_to").asInt()).isEqualTo(3);
            for (int n = 0; n < 9; n++) {
                listener.sayPart("x".repeat(1_000));
            }
            assertThat(listener.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void a_message_that_does_not_come_to_its_end_ends_the_conversation() {
        try (Listener never = anyone();
                Listener empty = anyone();
                Listener member = Listener.open(server.url("/ws"), Optional.of(developerToken(server.member())))) {
            never.sayPart("{\"type\":");
            empty.sayPart("");
            member.sayPart("{\"type\":");
            assertThat(List.of(never.closeCode(), empty.closeCode(), member.closeCode()))
                    .containsOnly(1008);
        }
    }

    @Test
    void a_filter_has_a_size_and_a_smaller_one_for_strangers() {
        try (Listener member = Listener.open(server.url("/ws"), Optional.of(developerToken(server.member())));
                Listener stranger = anyone()) {
            assertThat(filterOf(1_000, member)).isEqualTo("pong");
            assertThat(filterOf(1_001, member)).isEqualTo("failed to parse filter");
            assertThat(filterOf(100, stranger)).isEqualTo("pong");
            assertThat(filterOf(101, stranger)).isEqualTo("failed to parse filter");
        }
    }

    /** What is answered to a filter of so many things, or to what is said after it. */
    private static String filterOf(int interests, Listener listener) {
        String values = "\"0\",".repeat(2)
                + IntStream.range(0, interests).mapToObj(n -> "\"" + n + "\"").collect(Collectors.joining(","));
        listener.say("{\"id\":1,\"filter\":{\"match_policy\":\"include_any\",\"actions\":{},\"clauses\":"
                + "[{\"field\":\"/id\",\"operator\":\"one_of\",\"value\":[" + values + "]}]}}");
        JsonNode answer = listener.untilAnswer();
        if (answer.path("type").asString().equals("pong")) {
            return "pong";
        }
        listener.next("pong");
        return answer.path("error").path("description").asString();
    }

    @Test
    void a_name_has_a_length_and_what_is_not_understood_is_not_repeated_at_length() {
        try (Listener listener = anyone()) {
            listener.say("{\"type\":\"client_id\",\"id\":1,\"value\":\"" + "n".repeat(201) + "\"}");
            assertThat(listener.next().path("error").path("description").asString())
                    .isEqualTo("\"value\" has at most 200 characters");
            listener.say("{\"id\":1,\"type\":\"" + "t".repeat(5_000) + "\"}");
            assertThat(listener.next().path("error").path("description").asString())
                    .isEqualTo("invalid message type: \"" + "t".repeat(99) + "...");
        }
    }

    @Test
    void who_asks_and_does_not_read_the_answers_is_let_go() {
        LiveSockets sockets = server.bean(LiveSockets.class);
        try (Listener deaf = Listener.deaf(server.url("/ws"))) {
            String id = "deaf" + System.nanoTime();
            deaf.say("""
                {"filter":{"match_policy":"include_any","actions":{},
                "clauses":[{"field":"/id","operator":"equals","value":"%s"}]}}
                """.formatted(id));
            Interest interest = new Interest(Interest.Field.ID, id);
            LiveSocket socket = await().until(() -> sockets.interestedIn(List.of(interest)), found -> !found.isEmpty())
                    .iterator()
                    .next();
            // More than the network between them holds, so that what comes after it waits.
            socket.send("\"" + "x".repeat(30_000_000) + "\"");
            for (int n = 0; n < 20; n++) {
                socket.reply("{}");
            }
            assertThat(sockets.all()).contains(socket);
            socket.reply("{}");
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !sockets.all().contains(socket));
        }
    }

    @Test
    void bytes_and_floods_are_refused() {
        try (Listener bytes = anyone();
                Listener flood = anyone()) {
            bytes.sayBytes(new byte[] {1, 2, 3});
            assertThat(bytes.closeCode()).isEqualTo(1003);
            for (int n = 0; n < 101 && flood.open(); n++) {
                flood.say("{\"type\":\"ping\"}");
            }
            assertThat(flood.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void who_reads_too_slowly_is_let_go() {
        try (Listener deaf = Listener.deaf(server.url("/ws"))) {
            // Found by what it wants to hear, which nobody else wants.
            String id = "slow" + System.nanoTime();
            deaf.say("""
                {"filter":{"match_policy":"include_any","actions":{},
                "clauses":[{"field":"/id","operator":"equals","value":"%s"}]}}
                """.formatted(id));
            LiveSockets sockets = server.bean(LiveSockets.class);
            Interest interest = new Interest(Interest.Field.ID, id);
            LiveSocket socket = await().until(() -> sockets.interestedIn(List.of(interest)), found -> !found.isEmpty())
                    .iterator()
                    .next();
            String message = "\"" + "x".repeat(100_000) + "\"";
            for (int n = 0; n < 2_000; n++) {
                socket.send(message);
            }
            // The container may be in the middle of a message when its socket goes, and says so on a thread of its own.
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !sockets.all().contains(socket));
        }
    }
}
