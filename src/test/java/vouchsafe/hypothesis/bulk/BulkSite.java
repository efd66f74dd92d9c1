package vouchsafe.hypothesis.bulk;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.hypothesis.AnnotationApp;

/** A learning platform's server: the lines it sends, and what became of them. */
final class BulkSite {
    static final JsonMapper JSON = JsonMapper.shared();

    private final TestServer server = TestServer.shared();
    private final String authority;
    private final AnnotationApp app;

    private BulkSite(String authority, AnnotationApp app) {
        this.authority = authority;
        this.app = app;
    }

    static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** One whose authority is a name of the original's, with the account in whose name groups are made. */
    static BulkSite create() {
        return of(AnnotationApp.serving("lms." + random() + ".hypothes.is"));
    }

    static BulkSite of(AnnotationApp app) {
        String authority =
                app.client().authority() == null ? "127.0.0.1" : app.client().authority();
        return new BulkSite(authority, app);
    }

    String authority() {
        return authority;
    }

    AnnotationApp app() {
        return app;
    }

    /** Makes the account that instructions are given in the name of. */
    BulkSite withEffectiveUser(String username) {
        Answer made = post(
                "/api/users",
                JSON.writeValueAsString(Map.of(
                        "authority",
                        authority,
                        "username",
                        username,
                        "identities",
                        List.of(Map.of("provider", "bulk", "provider_unique_id", username)))),
                "application/json");
        if (made.status() != 200) {
            throw new AssertionError(made.body());
        }
        return this;
    }

    String userId(String username) {
        return "acct:" + username + "@" + authority;
    }

    List<Object> configure(int total, @Nullable String view) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("view", view);
        body.put("user", Map.of("effective", userId("lms")));
        body.put("instructions", Map.of("total", total));
        body.put(
                "defaults",
                List.of(
                        List.of("create", "*", Map.of("on_duplicate", "continue")),
                        List.of("upsert", "*", Map.of("merge_query", true))));
        return List.of("configure", body);
    }

    List<Object> user(String username, String displayName, String uniqueId, String anchor) {
        return upsert(
                "user",
                anchor,
                Map.of("authority", authority, "username", username),
                Map.of(
                        "display_name",
                        displayName,
                        "identities",
                        List.of(Map.of("provider", "guid", "provider_unique_id", uniqueId))));
    }

    List<Object> user(String username, String anchor) {
        return user(username, "Somebody", username, anchor);
    }

    List<Object> group(String providedId, String name, String anchor) {
        return upsert(
                "group",
                anchor,
                Map.of("authority", authority, "authority_provided_id", providedId),
                Map.of("name", name));
    }

    static List<Object> upsert(String type, String anchor, Map<String, ?> query, Map<String, ?> attributes) {
        return List.of(
                "upsert",
                Map.of(
                        "data",
                        Map.of(
                                "type",
                                type,
                                "attributes",
                                attributes,
                                "meta",
                                Map.of("query", query, "$anchor", anchor))));
    }

    static List<Object> membership(String user, String group) {
        return List.of(
                "create",
                Map.of(
                        "data",
                        Map.of(
                                "type",
                                "group_membership",
                                "relationships",
                                Map.of(
                                        "member",
                                        Map.of("data", Map.of("type", "user", "id", Map.of("$ref", user))),
                                        "group",
                                        Map.of("data", Map.of("type", "group", "id", Map.of("$ref", group)))))));
    }

    static String lines(List<?> instructions) {
        return instructions.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n"));
    }

    /** The instructions, with the first one that says how many they are. */
    Answer act(@Nullable String view, Object... instructions) {
        List<Object> all = new java.util.ArrayList<>();
        all.add(configure(instructions.length + 1, view));
        all.addAll(Arrays.asList(instructions));
        return send(lines(all));
    }

    /** The bytes of a bulk call as the platform sends them. */
    Answer send(String body) {
        return post("/api/bulk", body, "application/vnd.hypothesis.v1+x-ndjson");
    }

    Answer post(String path, String body, String type, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", app.basic())
                .header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TestApp.send(request.build());
    }

    Answer read(String path, Object body) {
        return post(
                path,
                JSON.writeValueAsString(body),
                "application/vnd.hypothesis.v1+json",
                "Accept",
                "application/vnd.hypothesis.v1+x-ndjson");
    }

    static List<JsonNode> values(Answer answer) {
        return answer.body().lines().map(JSON::readTree).toList();
    }

    static List<String> ids(Answer answer) {
        return values(answer).stream()
                .map(line -> line.path("data").path("id").asString())
                .toList();
    }

    /** The codes of the errors, all of the status of the answer. */
    static List<String> codes(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .peek(error -> {
                    if (!error.path("status").asString().equals("" + answer.status())) {
                        throw new AssertionError(answer.body());
                    }
                })
                .map(error -> error.path("code").asString())
                .distinct()
                .toList();
    }

    Member member(String username) {
        return server.bean(Members.class)
                .byUsername(username, app.client().authority())
                .orElseThrow();
    }

    boolean exists(String username) {
        return server.bean(Members.class)
                .byUsername(username, app.client().authority())
                .isPresent();
    }

    Group group(String providedId) {
        String stored = app.client().authority();
        return server.bean(Groups.class)
                .byProvidedId(stored == null ? "" : stored, providedId)
                .orElseThrow();
    }

    /** The names of the members of a group, longest first. */
    List<String> membersOf(String providedId) {
        return server.bean(Groups.class).members(group(providedId).id(), 0, 5000).stream()
                .map(each -> server.bean(Members.class)
                        .find(each.memberId())
                        .orElseThrow()
                        .username())
                .toList();
    }
}
