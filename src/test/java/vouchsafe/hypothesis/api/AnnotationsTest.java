package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestServer;

/** Annotations one by one (reference section 6.3). */
class AnnotationsTest {
    private static final String MISSING =
            "Either the resource you requested doesn't exist, or you are not currently authorized to see it.";

    private final String page = "https://example.org/" + UUID.randomUUID();
    private final Api author = Api.member();
    private final Api reader = Api.member();

    @Test
    void what_a_client_sends_comes_back_with_what_the_server_knows() {
        Map<String, Object> selector = Map.of("type", "TextQuoteSelector", "exact", "annotated words");
        Answer answer = author.post(
                "annotations",
                Map.of(
                        "uri", page,
                        "text", "A *remark*",
                        "tags", List.of("one", "two words"),
                        "group", Api.WORLD,
                        "permissions", Map.of("read", List.of("group:__world__")),
                        "target", List.of(Map.of("source", page, "selector", List.of(selector))),
                        "document", Map.of("title", "The title", "link", List.of(Map.of("href", page))),
                        "of_my_own", Map.of("a", 1),
                        "flagged", true));
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.path("id").asString()).matches("[A-Za-z0-9_-]{22}");
        assertThat(json.path("created").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00")
                .isEqualTo(json.path("updated").asString());
        assertThat(json.path("user").asString()).isEqualTo(author.userId());
        assertThat(json.path("uri").asString()).isEqualTo(page);
        assertThat(json.path("text").asString()).isEqualTo("A *remark*");
        assertThat(json.path("tags").toString()).isEqualTo("[\"one\",\"two words\"]");
        assertThat(json.path("group").asString()).isEqualTo(Api.WORLD);
        assertThat(json.path("permissions").path("read").toString()).isEqualTo("[\"group:__world__\"]");
        assertThat(json.path("permissions").path("update").toString()).isEqualTo("[\"" + author.userId() + "\"]");
        assertThat(json.path("target").path(0).path("source").asString()).isEqualTo(page);
        assertThat(json.path("target")
                        .path(0)
                        .path("selector")
                        .path(0)
                        .path("exact")
                        .asString())
                .isEqualTo("annotated words");
        assertThat(json.path("document").toString()).isEqualTo("{\"title\":[\"The title\"]}");
        assertThat(json.path("links").path("json").asString())
                .endsWith("/api/annotations/" + json.path("id").asString());
        assertThat(json.path("user_info").path("display_name").asString()).isEqualTo("Test Member");
        assertThat(json.path("flagged").asBoolean()).isFalse();
        assertThat(json.path("hidden").asBoolean()).isFalse();
        assertThat(json.path("moderation_status").asString()).isEqualTo("APPROVED");
        assertThat(json.path("actions").toString()).isEqualTo("[]");
        assertThat(json.path("mentions").toString()).isEqualTo("[]");
        assertThat(json.path("of_my_own").path("a").asInt()).isEqualTo(1);
        assertThat(json.has("references")).isFalse();
        assertThat(json.has("moderation")).isFalse();
        assertThat(reader.get("annotations/" + json.path("id").asString()).json())
                .isEqualTo(json);
        assertThat(Api.anonymous()
                        .get("annotations/" + json.path("id").asString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void without_permissions_it_is_its_authors_alone() {
        JsonNode json = author.post("annotations", Map.of("uri", page)).json();
        String path = "annotations/" + json.path("id").asString();
        assertThat(json.path("permissions").path("read").toString()).isEqualTo("[\"" + author.userId() + "\"]");
        assertThat(json.path("moderation_status").isNull()).isTrue();
        assertThat(author.get(path).status()).isEqualTo(200);
        assertThat(reader.get(path).status()).isEqualTo(404);
        assertThat(Api.anonymous().get(path).text("reason")).isEqualTo(MISSING);
    }

    @Test
    void nobody_creates_changes_or_deletes_without_signing_in_and_nobody_but_the_author() {
        String path = "annotations/" + author.annotate(page).path("id").asString();
        assertThat(Api.anonymous().post("annotations", Map.of("uri", page)).status())
                .isEqualTo(404);
        for (Api other : List.of(reader, Api.anonymous())) {
            assertThat(other.patch(path, Map.of("text", "mine")).text("reason")).isEqualTo(MISSING);
            assertThat(other.delete(path).status()).isEqualTo(404);
        }
        assertThat(author.get(path).text("text")).isEqualTo("words");
    }

    @Test
    void a_change_names_only_what_changes() {
        JsonNode before = author.annotate(page, Map.of("tags", List.of("kept"), "my_field", "kept"));
        String path = "annotations/" + before.path("id").asString();
        Answer answer = author.patch(
                path, Map.of("text", "other words", "group", "zzzzzzzz", "references", List.of("x"), "id", "y"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("text")).isEqualTo("other words");
        assertThat(answer.json().path("tags").toString()).isEqualTo("[\"kept\"]");
        assertThat(answer.text("my_field")).isEqualTo("kept");
        assertThat(answer.text("group")).isEqualTo(Api.WORLD);
        assertThat(answer.text("id")).isEqualTo(before.path("id").asString());
        assertThat(answer.text("updated")).isGreaterThan(answer.text("created"));
        assertThat(author.send("PUT", path, Map.of("permissions", Map.of("read", List.of(author.userId()))))
                        .status())
                .isEqualTo(200);
        assertThat(reader.get(path).status()).isEqualTo(404);
    }

    @Test
    void what_was_deleted_is_gone_at_once() {
        String id = author.annotate(page).path("id").asString();
        Answer answer = author.delete("annotations/" + id);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"id\":\"" + id + "\",\"deleted\":true}");
        assertThat(author.get("annotations/" + id).status()).isEqualTo(404);
        assertThat(author.delete("annotations/" + id).status()).isEqualTo(404);
        assertThat(author.get("search?uri=" + page).json().path("total").asInt())
                .isZero();
    }

    @Test
    void a_reply_goes_where_its_thread_is() {
        String group = author.group();
        JsonNode root =
                author.annotate(page, Map.of("group", group, "permissions", Map.of("read", List.of("group:" + group))));
        String rootId = root.path("id").asString();
        JsonNode reply = author.annotate(
                page,
                Map.of(
                        "references", List.of(rootId),
                        "group", group,
                        "permissions", Map.of("read", List.of("group:" + group))));
        assertThat(reply.path("group").asString()).isEqualTo(group);
        assertThat(reply.path("references").toString()).isEqualTo("[\"" + rootId + "\"]");
        // Whoever may not read the thread does not learn that it is there.
        Answer refused = reader.post("annotations", Map.of("uri", page, "references", List.of(rootId)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("reason")).isEqualTo("references.0: Annotation " + rootId + " does not exist");
    }

    @Test
    void what_is_wrong_is_told() {
        assertThat(author.post("annotations", Map.of()).text("reason")).isEqualTo("uri: this field is required");
        assertThat(author.post("annotations", Map.of("uri", " ")).status()).isEqualTo(400);
        assertThat(author.post("annotations", "no json").text("reason"))
                .isEqualTo("Expected a valid JSON payload, but none was found!");
        assertThat(author.post("annotations", "").text("reason"))
                .isEqualTo("Expected a valid JSON payload, but none was found!");
        assertThat(author.post("annotations", Map.of("uri", page, "group", "zzz"))
                        .text("reason"))
                .isEqualTo("group: Invalid group id zzz");
        assertThat(author.post("annotations", Map.of("uri", page, "permissions", Map.of()))
                        .text("reason"))
                .isEqualTo("permissions.read: this field is required");
        assertThat(author.post("annotations", Map.of("uri", page, "tags", List.of("x".repeat(1001))))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_annotation_is_there_in_the_model_of_the_web() {
        JsonNode made = author.annotate(
                page,
                Map.of(
                        "tags", List.of("tagged"),
                        "target",
                                List.of(Map.of(
                                        "source",
                                        page,
                                        "selector",
                                        List.of(Map.of(
                                                "type", "RangeSelector",
                                                "startContainer", "/div[1]",
                                                "startOffset", 3,
                                                "endContainer", "/div[2]",
                                                "endOffset", 5))))));
        Answer answer = Api.anonymous().get("annotations/" + made.path("id").asString() + ".jsonld");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/ld+json");
        JsonNode json = answer.json();
        assertThat(json.path("@context").asString()).isEqualTo("http://www.w3.org/ns/anno.jsonld");
        assertThat(json.path("type").asString()).isEqualTo("Annotation");
        assertThat(json.path("id").asString())
                .isEqualTo(TestServer.shared().url("/a/" + made.path("id").asString()));
        assertThat(json.path("creator").asString()).isEqualTo(author.userId());
        assertThat(json.path("body").path(0).path("value").asString()).isEqualTo("words");
        assertThat(json.path("body").path(1).path("purpose").asString()).isEqualTo("tagging");
        JsonNode range = json.path("target").path(0).path("selector").path(0);
        assertThat(range.path("startSelector").path("value").asString()).isEqualTo("/div[1]");
        assertThat(range.path("endSelector").path("refinedBy").path("start").asInt())
                .isEqualTo(5);
    }
}
