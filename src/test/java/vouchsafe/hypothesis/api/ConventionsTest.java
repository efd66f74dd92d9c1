package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

/** What holds for every call (reference sections 6.0 to 6.2, 6.5 and 6.7). */
class ConventionsTest {
    private final String page = "https://example.org/" + UUID.randomUUID();
    private final Api nobody = Api.anonymous();

    @Test
    void the_index_names_what_clients_need() {
        Answer answer = nobody.get("");
        assertThat(answer.header("Cache-Control")).contains("max-age=300, public");
        JsonNode links = answer.json().path("links");
        for (String name : List.of(
                "links",
                "search",
                "annotation.create",
                "annotation.read",
                "annotation.update",
                "annotation.delete",
                "annotation.flag",
                "annotation.hide",
                "annotation.unhide",
                "annotation.moderate",
                "groups.read",
                "group.create",
                "group.read",
                "group.update",
                "group.annotations.read",
                "group.members.read",
                "group.member.add",
                "group.member.edit",
                "group.member.read",
                "group.member.delete",
                "profile.read",
                "profile.update",
                "profile.groups.read",
                "analytics.events.create",
                "user.create",
                "user.read")) {
            JsonNode leaf = links.at("/" + name.replace('.', '/'));
            assertThat(leaf.path("method").asString()).as(name).isNotEmpty();
            assertThat(leaf.path("url").asString())
                    .as(name)
                    .startsWith(TestServer.shared().url("/api/"));
        }
        assertThat(links.at("/annotation/update/method").asString()).isEqualTo("PATCH");
        assertThat(links.at("/annotation/read/url").asString()).endsWith("/api/annotations/:id");
        Answer moved = TestApp.get("/api", Map.of());
        assertThat(moved.status()).isEqualTo(307);
        assertThat(moved.header("Location")).contains("/api/");
    }

    @Test
    void the_links_lead_to_pages() {
        JsonNode links = nobody.get("links").json();
        assertThat(links.propertyNames())
                .containsExactly(
                        "account.settings",
                        "forgot-password",
                        "groups.new",
                        "help",
                        "oauth.authorize",
                        "oauth.revoke",
                        "search.tag",
                        "signup",
                        "user",
                        "websocket");
        assertThat(links.path("websocket").asString()).startsWith("ws://").endsWith("/ws");
        assertThat(links.path("groups.new").asString())
                .isEqualTo(TestServer.shared().url("/groups/new"));
        assertThat(links.path("user").asString()).isEqualTo(TestServer.shared().url("/u/:user"));
        assertThat(links.path("search.tag").asString())
                .isEqualTo(TestServer.shared().url("/search?q=tag%3A%22:tag%22"));
    }

    @Test
    void versions_are_told_apart_by_the_accept_header() {
        assertThat(nobody.get("profile").header("Hypothesis-Media-Type"))
                .contains("application/vnd.hypothesis.v1+json");
        assertThat(nobody.get("profile", "Accept", "application/vnd.hypothesis.v2+json")
                        .header("Hypothesis-Media-Type"))
                .contains("application/vnd.hypothesis.v2+json");
        for (String accept : List.of(
                "*/*",
                "application/json",
                "application/vnd.hypothesis.v1+json",
                "text/html, application/json;q=0.9",
                "text/html, */*;q=0.1",
                "gibberish")) {
            Answer first = nobody.get("profile", "Accept", accept);
            assertThat(first.status()).as(accept).isEqualTo(200);
            assertThat(first.header("Hypothesis-Media-Type")).contains("application/vnd.hypothesis.v1+json");
        }
        for (String accept : List.of("text/html", "image/png, text/*", "application/vnd.hypothesis.v9+json")) {
            Answer refused = nobody.get("profile", "Accept", accept);
            assertThat(refused.status()).as(accept).isEqualTo(406);
            assertThat(refused.body()).isEqualTo("{\"status\":\"failure\",\"reason\":\"Not acceptable\"}");
        }
    }

    @Test
    void what_has_not_changed_is_not_sent_again() {
        Answer first = nobody.get("search?uri=" + page);
        String tag = first.header("ETag").orElseThrow();
        assertThat(first.header("Cache-Control")).contains("no-cache");
        Answer again = nobody.get("search?uri=" + page, "If-None-Match", tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        Api.member().annotate(page);
        assertThat(nobody.get("search?uri=" + page, "If-None-Match", tag).status())
                .isEqualTo(200);
    }

    @Test
    void pages_of_any_origin_may_call() {
        assertThat(nobody.get("search?uri=" + page).header("Access-Control-Allow-Origin"))
                .contains("*");
        Answer preflight = nobody.send(
                "OPTIONS", "annotations", null, "Origin", "https://a.example", "Access-Control-Request-Method", "POST");
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Origin")).contains("https://a.example");
    }

    @Test
    void a_token_that_is_not_good_is_nobodys() {
        for (String token : List.of("wrong", "6879-wrong", "5768-" + "x".repeat(60))) {
            Api wrong = Api.with(TestServer.shared().member(), "Bearer " + token);
            Answer profile = wrong.get("profile");
            assertThat(profile.status()).isEqualTo(200);
            assertThat(profile.json().path("userid").isNull()).isTrue();
            assertThat(wrong.post("annotations", Map.of("uri", page)).status()).isEqualTo(404);
        }
    }

    @Test
    void the_profile_says_who_one_is_and_keeps_choices() {
        Api member = Api.member();
        JsonNode profile = member.get("profile").json();
        assertThat(profile.path("userid").asString()).isEqualTo(member.userId());
        assertThat(profile.path("groups").path(0).path("id").asString()).isEqualTo("__world__");
        assertThat(profile.path("user_info").path("display_name").asString()).isEqualTo("Test Member");
        assertThat(profile.path("preferences").toString()).isEqualTo("{}");
        Map<String, Object> choice = Map.of("preferences", Map.of("show_sidebar_tutorial", true));
        assertThat(member.patch("profile", choice)
                        .json()
                        .path("preferences")
                        .path("show_sidebar_tutorial")
                        .asBoolean())
                .isTrue();
        assertThat(member.patch("profile", Map.of("preferences", Map.of("colour", "red")))
                        .text("reason"))
                .isEqualTo("settings with keys colour are not allowed");
        assertThat(nobody.patch("profile", choice).status()).isEqualTo(404);
    }

    @Test
    void small_things_answer() {
        assertThat(nobody.post("analytics/events", Map.of("event", "client.realtime.apply_updates"))
                        .status())
                .isEqualTo(204);
        assertThat(nobody.post("analytics/events", Map.of("event", "else")).status())
                .isEqualTo(400);
        assertThat(nobody.get("badge").status()).isEqualTo(400);
        assertThat(nobody.post("bulk", Map.of()).status()).isEqualTo(404);
        assertThat(nobody.get("annotations/").status()).isEqualTo(404);
    }

    @Test
    void no_input_is_the_servers_fault() {
        Api member = Api.member();
        String id = member.annotate(page).path("id").asString();
        String deep = "[".repeat(400) + "]".repeat(400);
        for (String body : List.of(
                "[]",
                "1",
                "null",
                "\"x\"",
                "{",
                "",
                "\u0000",
                "{\"uri\":1}",
                "{\"uri\":{}}",
                "{\"uri\":\"\\u0000\"}",
                "{\"uri\":\"x\",\"text\":\"a\\u0000b\\ud800\"}",
                "{\"uri\":\"x\",\"tags\":\"y\"}",
                "{\"uri\":\"x\",\"tags\":[1,null]}",
                "{\"uri\":\"x\",\"tags\":[\"\\u0000\\\"{},\\\\\"]}",
                "{\"uri\":\"x\",\"target\":{}}",
                "{\"uri\":\"x\",\"target\":[1]}",
                "{\"uri\":\"x\",\"target\":[{\"selector\":5}]}",
                "{\"uri\":\"x\",\"target\":[{\"selector\":[{}]}]}",
                "{\"uri\":\"x\",\"target\":[{\"selector\":[{\"type\":\"TextQuoteSelector\",\"exact\":{}}]}]}",
                "{\"uri\":\"x\",\"document\":\"y\"}",
                "{\"uri\":\"x\",\"document\":{\"title\":[5],\"link\":[{\"href\":9}]}}",
                "{\"uri\":\"x\",\"document\":{\"dc\":5,\"highwire\":{\"doi\":{}}}}",
                "{\"uri\":\"x\",\"permissions\":{\"read\":[1]}}",
                "{\"uri\":\"x\",\"references\":[\"\"]}",
                "{\"uri\":\"x\",\"group\":\"\\u0000\"}",
                "{\"uri\":\"x\",\"n\":1e999,\"m\":" + "9".repeat(900) + "}",
                "{\"uri\":\"x\",\"\\u0000\":{\"\\ud800\":\"\\udc00\"}}",
                "{\"uri\":\"x\",\"a\":" + deep + "}",
                "{\"uri\":\"https://" + "x".repeat(9000) + "\"}",
                "{\"uri\":\"http://[::1\"}",
                "{\"uri\":\"x\",\"text\":\"" + "word ".repeat(60_000) + "\"}",
                "{\"uri\":\"x\",\"text\":\"" + "y".repeat(600_000) + "\"}")) {
            String shown = body.substring(0, Math.min(80, body.length()));
            assertThat(member.post("annotations", body).status()).as(shown).isLessThan(500);
            assertThat(member.patch("annotations/" + id, body).status())
                    .as(shown)
                    .isLessThan(500);
            assertThat(member.post("groups", body).status()).as(shown).isLessThan(500);
            assertThat(member.patch("profile", body).status()).as(shown).isLessThan(500);
        }
        List<String> values = List.of(
                "%00",
                "%ED%A0%80",
                "%FF",
                "%",
                "'",
                "\\",
                "%25",
                "x".repeat(3000),
                "-1",
                "1e9",
                "%F0%9F%98%80",
                "*",
                "%26%7C!()",
                "0001-01-01",
                "9999999999999",
                "%2B999999999-01-01",
                ":p0",
                "acct:%00@x",
                "httpx://%00*");
        for (String name : List.of(
                "uri",
                "wildcard_uri",
                "user",
                "group",
                "tag",
                "any",
                "quote",
                "text",
                "uri.parts",
                "references",
                "limit",
                "offset",
                "sort",
                "order",
                "search_after",
                "_separate_replies")) {
            for (String value : values) {
                assertThat(status("search?" + name + "=" + value))
                        .as(name + "=" + value)
                        .isLessThan(500);
            }
        }
        for (String value : values) {
            for (String path : List.of(
                    "annotations/" + value,
                    "groups/" + value,
                    "groups/" + value + "/members/" + value,
                    "groups?document_uri=" + value,
                    "groups?authority=" + value,
                    "badge?uri=" + value)) {
                assertThat(status(path)).as(path).isLessThan(500);
            }
        }
    }

    /** Written to the socket as it is, since a client library would refuse some of it. */
    private static int status(String path) {
        java.net.URI base = java.net.URI.create(TestServer.shared().url(""));
        try (java.net.Socket socket = new java.net.Socket(base.getHost(), base.getPort())) {
            String request = "GET /api/" + path.replace("\\", "%5C").replace("|", "%7C")
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            String line =
                    new String(socket.getInputStream().readNBytes(12), java.nio.charset.StandardCharsets.ISO_8859_1);
            return Integer.parseInt(line.substring(9));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
