package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.HostileTexts;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.oauth.DeveloperTokens;

/** Hostile texts in annotations: in by JSON, out by API, search, socket, feeds and pages. */
class HostileAnnotationsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestServer server = TestServer.shared();
    private final Member author = server.member();
    private final String token =
            server.bean(DeveloperTokens.class).make(author.credentials()).reveal();
    private final String page = "https://example.org/" + UUID.randomUUID();

    private Answer call(String method, String path, byte[] body) {
        return TestApp.send(HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    private Answer post(String path, String json) {
        return call("POST", path, json.getBytes(StandardCharsets.UTF_8));
    }

    private Answer get(String path) {
        return TestApp.get(path, Map.of("Authorization", "Bearer " + token));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private String annotation(String text, String tag) {
        return "{\"uri\":" + quoted(page) + ",\"permissions\":{\"read\":[\"group:__world__\"]},\"text\":" + text
                + ",\"tags\":[" + tag + "],\"document\":{\"title\":[" + tag + "]}}";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void what_is_written_comes_out_of_every_door_as_it_went_in() {
        try (Listener listener = Listener.open(server.url("/ws"), Optional.of(token))) {
            listener.watch("/uri", page);
            HostileTexts.TEXTS.forEach((kind, text) -> {
                boolean line = HostileTexts.LINES.containsKey(kind);
                String tag = line ? text : "x";
                String json = annotation(HostileTexts.escaped(text), quoted(tag));
                JsonNode made = post("/api/annotations", json).json();
                same(kind, made, text, tag);
                same(
                        kind,
                        listener.next("annotation-notification").path("payload").path(0),
                        text,
                        tag);
                same(kind, get("/api/annotations/" + made.path("id").asString()).json(), text, tag);
                JsonNode direct = post("/api/annotations", annotation(quoted(text), HostileTexts.escaped(tag)))
                        .json();
                listener.next("annotation-notification");
                same(kind, direct, text, tag);
                if (line) {
                    JsonNode found = get("/api/search?limit=50&uri=" + encode(page) + "&tag=" + encode(tag))
                            .json()
                            .path("rows");
                    assertThat(found.findValuesAsString("id"))
                            .as("by tag: " + kind)
                            .contains(
                                    made.path("id").asString(),
                                    direct.path("id").asString());
                }
            });
        }
        JsonNode all = get("/api/search?limit=200&uri=" + encode(page)).json().path("rows");
        assertThat(all).hasSize(HostileTexts.TEXTS.size() * 2);
        String mine = "";
        for (String next = "/users/" + author.username(); !next.isEmpty(); next = older(mine)) {
            mine += server.browser().get(next).body();
        }
        for (Map.Entry<String, String> line : HostileTexts.LINES.entrySet()) {
            assertThat(HostileTexts.shown(mine, line.getValue()))
                    .as("on the page: " + line.getKey())
                    .isTrue();
        }
    }

    private static String older(String html) {
        java.util.regex.Matcher link = java.util.regex.Pattern.compile(
                        "href=\"([^\"]+)\"[^>]*>\\s*(?:<[^>]*>\\s*)*Older annotations")
                .matcher(html);
        String last = "";
        while (link.find()) {
            last = HtmlUtils.htmlUnescape(link.group(1));
        }
        boolean ended = html.lastIndexOf("Older annotations") < html.lastIndexOf("</html>", html.length() - 20);
        return ended ? "" : last;
    }

    private static void same(String kind, JsonNode annotation, String text, String tag) {
        assertThat(annotation.path("text").asString(""))
                .as(kind + ": " + annotation)
                .isEqualTo(text);
        assertThat(annotation.path("tags").path(0).asString("")).as(kind).isEqualTo(tag);
    }

    @Test
    void feeds_say_it_too() throws Exception {
        for (Map.Entry<String, String> each : HostileTexts.TEXTS.entrySet()) {
            String place = page + "/" + each.getKey().replace(' ', '-');
            String text = each.getValue();
            String title = HostileTexts.LINES.getOrDefault(each.getKey(), "A title");
            Answer made = post(
                    "/api/annotations",
                    "{\"uri\":" + quoted(place) + ",\"permissions\":{\"read\":[\"group:__world__\"]},\"text\":"
                            + quoted(text) + ",\"document\":{\"title\":[" + quoted(title) + "]}}");
            assertThat(made.status()).as(made.body()).isEqualTo(200);
            for (String kind : List.of("atom", "rss")) {
                SyndFeed feed = new SyndFeedInput()
                        .build(new StringReader(TestApp.get("/stream." + kind + "?uri=" + encode(place), Map.of())
                                .body()));
                SyndEntry entry = feed.getEntries().getFirst();
                assertThat(entry.getTitle()).as(kind + " " + each.getKey()).isEqualTo(title);
                String html = kind.equals("atom")
                        ? entry.getContents().getFirst().getValue()
                        : entry.getDescription().getValue();
                assertThat(HtmlUtils.htmlUnescape(html.replace("<br>\n", "\n")))
                        .as(kind + " " + each.getKey())
                        .contains(text.substring(0, Math.min(text.length(), 300)));
            }
        }
    }

    @Test
    void what_cannot_be_kept_is_refused_in_words() {
        for (String unkept : HostileTexts.UNKEPT_IN_JSON) {
            for (String json : List.of(
                    annotation('"' + unkept + '"', "\"x\""),
                    annotation("\"x\"", "\"x\",\"" + unkept + "\"")
                            .replace(",\"document\":{\"title\":[\"x\",\"" + unkept + "\"]}", ""),
                    "{\"uri\":\"x\",\"" + unkept + "\":1}",
                    "{\"uri\":\"x\",\"more\":{\"deep\":[\"" + unkept + "\"]}}")) {
                Answer answer = post("/api/annotations", json);
                assertThat(answer.status()).as(json).isEqualTo(400);
                assertThat(answer.text("reason")).as(json).contains("which can't be kept");
            }
            assertThat(post("/api/groups", "{\"name\":\"" + unkept + "\"}").text("reason"))
                    .contains("\"name\" has", "which can't be kept");
        }
        Answer bytes = call(
                "POST",
                "/api/annotations",
                "{\"uri\":\"x\",\"text\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(bytes.status()).isEqualTo(400);
        assertThat(bytes.text("reason")).contains("not valid UTF-8");
        for (String query : List.of("tag=a%00b", "any=%00", "user=%00", "uri=%00", "url=a%00")) {
            Answer answer = get("/api/search?" + query);
            assertThat(answer.status()).as(query).isEqualTo(400);
            assertThat(answer.body()).contains("NUL character");
        }
        assertThat(get("/stream.atom?tag=%00").status()).isEqualTo(400);
    }

    /** The client cuts the words around a quote at 32 units of UTF-16. */
    @Test
    void half_a_character_beside_a_quote_is_the_clients_own_and_no_reason_to_refuse() {
        JsonNode made = post(
                        "/api/annotations",
                        "{\"uri\":\"https://example.org/\",\"target\":[{\"selector\":[{\"type\":\"TextQuoteSelector\","
                                + "\"exact\":\"words\",\"prefix\":\"\\ude00 before\",\"suffix\":\"after \\ud83d\"}]}]}")
                .json();
        JsonNode quote = made.path("target").path(0).path("selector").path(0);
        assertThat(quote.path("exact").asString()).isEqualTo("words");
        assertThat(quote.path("prefix").asString()).isEqualTo("\ufffd before");
    }

    @Test
    void limits_count_characters() {
        String name = HostileTexts.filled(25);
        Answer group = post(
                "/api/groups",
                "{\"name\":" + quoted(name) + ",\"description\":" + quoted(HostileTexts.filled(250)) + "}");
        assertThat(group.text("name")).isEqualTo(name);
        assertThat(HostileTexts.shown(
                        server.signedIn(author)
                                .get(group.json()
                                        .path("links")
                                        .path("html")
                                        .asString()
                                        .replace(server.url(""), ""))
                                .body(),
                        name))
                .isTrue();
        assertThat(post("/api/groups", "{\"name\":" + quoted(HostileTexts.filled(26)) + "}")
                        .status())
                .isEqualTo(400);
        assertThat(post("/api/annotations", annotation(quoted("x"), quoted(HostileTexts.filled(1000))))
                        .status())
                .isEqualTo(200);
        assertThat(post("/api/annotations", annotation(quoted("x"), quoted(HostileTexts.filled(1001))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void words_are_found_in_either_form() {
        String word = "caf\u00e9" + UUID.randomUUID().toString().replaceAll("[^a-f]", "x");
        String decomposed = java.text.Normalizer.normalize(word, java.text.Normalizer.Form.NFD);
        post("/api/annotations", annotation(quoted(word), quoted(word)));
        post("/api/annotations", annotation(quoted(decomposed), quoted(decomposed)));
        for (String asked : List.of(word, decomposed)) {
            for (String field : List.of("tag", "text", "any")) {
                assertThat(get("/api/search?" + field + "=" + encode(asked))
                                .json()
                                .path("total")
                                .asInt())
                        .as(field + " " + asked)
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void groups_are_called_what_they_were_called() {
        HostileTexts.LINES.forEach((kind, line) -> {
            if (line.codePointCount(0, line.length()) < 3 || line.codePointCount(0, line.length()) > 25) {
                return;
            }
            Answer made = post("/api/groups", "{\"name\":" + HostileTexts.escaped(line) + "}");
            assertThat(made.text("name")).as(kind + made.body()).isEqualTo(line);
            assertThat(get("/api/groups/" + encode(made.text("id"))).text("name"))
                    .as(kind)
                    .isEqualTo(line);
        });
    }
}
