package vouchsafe.hypothesis.api;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.oauth.DeveloperTokens;

/** The API as a script with a member's own token calls it, or as nobody does. */
final class Api {
    static final String WORLD = "__world__";

    private static final Map<Integer, Api> REUSED = new ConcurrentHashMap<>();

    private final @Nullable Member member;
    private final String authorization;

    private Api(@Nullable Member member, String authorization) {
        this.member = member;
        this.authorization = authorization;
    }

    static Api anonymous() {
        return new Api(null, "");
    }

    /** A new member with a token that may read and write. */
    static Api member() {
        return of(TestServer.shared().member());
    }

    /**
     * A member whom tests share, since members take their time to be made. For tests that look at nothing but groups and
     * pages of their own.
     *
     * @param number says which; who needs two members asks for two numbers
     */
    static Api reused(int number) {
        return REUSED.computeIfAbsent(number, each -> member());
    }

    static Api of(Member member) {
        return new Api(
                member,
                "Bearer "
                        + TestServer.shared()
                                .bean(DeveloperTokens.class)
                                .make(member.credentials())
                                .reveal());
    }

    static Api with(Member member, String authorization) {
        return new Api(member, authorization);
    }

    Member account() {
        if (member == null) {
            throw new IllegalStateException("nobody");
        }
        return member;
    }

    String userId() {
        return "acct:" + account().username() + "@"
                + TestServer.shared().bean(Authority.class).value();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    Answer put(String path) {
        return send("PUT", path, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable Object body, String... headers) {
        String text = body == null
                ? ""
                : body instanceof String plain ? plain : JsonMapper.shared().writeValueAsString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url("/api/" + path)))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(text));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TestApp.send(request.build());
    }

    /** An annotation for everyone, with these fields over the usual ones. */
    JsonNode annotate(String uri, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("uri", uri);
        all.put("text", "words");
        all.put("permissions", Map.of("read", List.of("group:" + WORLD)));
        all.putAll(fields);
        Answer answer = post("annotations", all);
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.json();
    }

    JsonNode annotate(String uri) {
        return annotate(uri, Map.of());
    }

    /** A private group of this member. */
    String group() {
        return post("groups", Map.of("name", "Reading circle")).text("id");
    }

    List<String> ids(Answer search) {
        return search.json()
                .path("rows")
                .valueStream()
                .map(row -> row.path("id").asString())
                .toList();
    }
}
