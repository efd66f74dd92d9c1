package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;

/** Search (reference section 6.4). */
class SearchTest {
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private final String page = "https://example.org/" + word;
    private final Api author = Api.member();
    private final Api reader = Api.member();
    private final Api nobody = Api.anonymous();

    private String id(JsonNode annotation) {
        return annotation.path("id").asString();
    }

    @Test
    void a_page_is_found_by_every_address_that_leads_to_it() {
        String id = id(author.annotate(
                page + "/?b=2&utm_source=x&a=1#part",
                Map.of("document", Map.of("link", List.of(Map.of("href", page + "/canonical"))))));
        for (String uri : List.of(
                page + "?a=1%26b=2",
                "http://EXAMPLE.org:80/" + word + "/?a=1%26b=2",
                page + "/canonical",
                "https://via.hypothes.is/" + page + "?b=2%26a=1")) {
            assertThat(nobody.ids(nobody.get("search?uri=" + uri))).as(uri).containsExactly(id);
            assertThat(nobody.ids(nobody.get("search?url=" + uri))).containsExactly(id);
        }
        assertThat(nobody.ids(nobody.get("search?uri=" + page + "&uri=" + page + "/canonical")))
                .containsExactly(id);
        assertThat(nobody.get("badge?uri=" + page + "/canonical").body()).isEqualTo("{\"total\":1}");
    }

    @Test
    void only_what_a_caller_may_read_is_found_or_counted() {
        String open = id(author.annotate(page));
        String own = id(author.post("annotations", Map.of("uri", page)).json());
        String group = author.group();
        Map<String, Object> shared = Map.of("group", group, "permissions", Map.of("read", List.of("group:" + group)));
        String inGroup = id(author.annotate(page, shared));
        assertThat(nobody.get("search?uri=" + page).json().path("total").asInt())
                .isEqualTo(1);
        assertThat(nobody.ids(nobody.get("search?uri=" + page))).containsExactly(open);
        assertThat(nobody.ids(nobody.get("search?group=" + group))).isEmpty();
        assertThat(reader.ids(reader.get("search?uri=" + page))).containsExactly(open);
        assertThat(author.ids(author.get("search?uri=" + page))).containsExactly(inGroup, own, open);
        reader.post("groups/" + group + "/members/" + reader.userId(), "");
        assertThat(reader.ids(reader.get("search?uri=" + page))).containsExactly(inGroup, open);
        assertThat(reader.ids(reader.get("search?group=" + group))).containsExactly(inGroup);
    }

    @Test
    void words_are_found_where_they_are_looked_for() {
        String inText = id(author.annotate(page, Map.of("text", "The " + word + " TEXT")));
        String inTags = id(author.annotate("https://example.org/a", Map.of("tags", List.of(word + " Tag"))));
        String inQuote = id(author.annotate(
                "https://example.org/b",
                Map.of(
                        "target",
                        List.of(Map.of(
                                "selector",
                                List.of(Map.of("type", "TextQuoteSelector", "exact", "the " + word + " quote")))))));
        assertThat(nobody.ids(nobody.get("search?text=text+" + word))).containsExactly(inText);
        assertThat(nobody.ids(nobody.get("search?tag=" + word))).containsExactly(inTags);
        assertThat(nobody.ids(nobody.get("search?tags=tag&tags=" + word))).containsExactly(inTags);
        assertThat(nobody.ids(nobody.get("search?quote=" + word))).containsExactly(inQuote);
        assertThat(nobody.ids(nobody.get("search?any=" + word))).containsExactly(inQuote, inTags, inText);
        assertThat(nobody.ids(nobody.get("search?uri.parts=" + word))).containsExactly(inText);
    }

    @Test
    void authors_are_found_by_id_or_name() {
        String id = id(author.annotate(page));
        reader.annotate(page);
        String name = author.account().username();
        for (String user : List.of(
                author.userId(),
                author.userId().substring("acct:".length()),
                author.userId().toUpperCase(Locale.ROOT),
                "acct:" + name,
                name,
                name.toUpperCase(Locale.ROOT),
                name.charAt(0) + "." + name.substring(1))) {
            assertThat(nobody.ids(nobody.get("search?uri=" + page + "&user=" + user)))
                    .as(user)
                    .containsExactly(id);
        }
        assertThat(nobody.ids(nobody.get("search?user=acct:nobody_at_all@example.org")))
                .isEmpty();
    }

    @Test
    void wildcards_stand_for_the_rest_of_an_address() {
        String deep = id(author.annotate(page + "/x/1"));
        author.annotate(page + "/y/1");
        assertThat(nobody.ids(nobody.get("search?wildcard_uri=" + page + "/x/*")))
                .containsExactly(deep);
        assertThat(nobody.ids(nobody.get("search?wildcard_uri=" + page + "/*/1")))
                .hasSize(2);
        assertThat(nobody.ids(nobody.get("search?wildcard_uri=" + page + "/x/_")))
                .containsExactly(deep);
        assertThat(nobody.get("search?wildcard_uri=https://exam*.org/").status())
                .isEqualTo(400);
        assertThat(nobody.get("search?wildcard_uri=http*://example.org/").text("reason"))
                .startsWith("wildcard_uri: ");
    }

    @Test
    void pages_follow_one_another_without_gap_in_every_order() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(id(author.annotate(page, Map.of("text", "number " + i))));
        }
        String query = "search?uri=" + page + "&limit=2&order=asc&sort=";
        for (String sort : List.of("created", "updated", "id")) {
            List<String> found = new ArrayList<>();
            String after = "";
            for (int i = 0; i < 3; i++) {
                Answer answer = nobody.get(query + sort + after);
                assertThat(answer.json().path("total").asInt()).isEqualTo(5);
                found.addAll(nobody.ids(answer));
                String last = answer.json()
                        .path("rows")
                        .path(answer.json().path("rows").size() - 1)
                        .path(sort)
                        .asString();
                after = "&search_after=" + last.replace("+", "%2B");
            }
            assertThat(found).as(sort).isEqualTo(made);
        }
        assertThat(nobody.ids(nobody.get("search?uri=" + page + "&offset=3")))
                .containsExactly(made.get(1), made.get(0));
        assertThat(nobody.get("search?uri=" + page + "&limit=0").body()).isEqualTo("{\"total\":5,\"rows\":[]}");
        for (String sort : List.of("group", "user")) {
            assertThat(nobody.ids(nobody.get("search?uri=" + page + "&sort=" + sort)))
                    .hasSize(5);
        }
    }

    @Test
    void replies_come_apart_where_that_is_asked() {
        String root = id(author.annotate(page));
        String reply = id(reader.annotate(page, Map.of("references", List.of(root))));
        String deeper = id(author.annotate(page, Map.of("references", List.of(root, reply))));
        Answer together = nobody.get("search?uri=" + page + "&_separate_replies=false");
        assertThat(nobody.ids(together)).containsExactly(deeper, reply, root);
        assertThat(together.json().has("replies")).isFalse();
        Answer apart = nobody.get("search?uri=" + page + "&_separate_replies=true");
        assertThat(nobody.ids(apart)).containsExactly(root);
        assertThat(apart.json().path("total").asInt()).isEqualTo(1);
        assertThat(apart.json().path("replies").valueStream().map(this::id)).containsExactlyInAnyOrder(reply, deeper);
        assertThat(nobody.ids(nobody.get("search?references=" + root))).containsExactly(deeper, reply);
    }

    @Test
    void what_is_wrong_is_told_and_what_is_unknown_ignored() {
        Answer answer = nobody.get("search?limit=201&offset=-1&sort=size&order=up");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("reason").lines())
                .containsExactlyInAnyOrder(
                        "limit: 201 is greater than maximum value 200",
                        "offset: -1 is less than minimum value 0",
                        "sort: \"size\" is not one of created, group, id, updated, user",
                        "order: \"up\" is not one of asc, desc");
        assertThat(nobody.get("search?limit=ten").text("reason")).isEqualTo("limit: \"ten\" is not a number");
        assertThat(nobody.get("search?uri=" + page + "&no_such_thing=1").status())
                .isEqualTo(200);
    }

    @Test
    void a_search_may_come_as_a_form() {
        String id = id(author.annotate(page));
        Answer answer = vouchsafe.TestApp.post("/api/search", "uri=" + page, Map.of());
        assertThat(nobody.ids(answer)).containsExactly(id);
    }
}
