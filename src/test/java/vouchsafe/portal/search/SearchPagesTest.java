package vouchsafe.portal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.hypothesis.api.TestNotes;

/** Where annotation clients lead from a tag and from an author's name. */
class SearchPagesTest {
    private final TestServer server = TestServer.shared();
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");
    private final String page = "https://" + word + ".example.org/page";
    private final Member ada = server.member();

    private static String body(WebSession browser, String path) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private String found(WebSession browser, String typed) {
        return body(browser, "/search?q=" + URLEncoder.encode(typed, StandardCharsets.UTF_8));
    }

    private Group secret() {
        return server.bean(Groups.class)
                .create(
                        ada.id(),
                        new GroupDraft(
                                "",
                                null,
                                "Secret " + word.substring(0, 6),
                                "",
                                Group.Type.PRIVATE,
                                false,
                                false,
                                List.of()))
                .orElseThrow();
    }

    @Test
    void words_tags_addresses_authors_and_groups_are_found() {
        Group group = secret();
        TestNotes.shared(ada, Group.WORLD, page, word + " in the open", "two " + word);
        TestNotes.shared(ada, group.id(), page, word + " in secret");
        WebSession hers = server.signedIn(ada);
        WebSession stranger = server.browser();
        for (String typed : new String[] {
            word,
            "tag:\"two " + word + "\"",
            "url:" + page,
            page,
            "url:" + page + "*",
            word + " user:" + ada.username(),
            word + " user:" + ada.username() + "@"
                    + server.bean(Authority.class).value(),
            word + " user:acct:" + ada.username() + "@"
                    + server.bean(Authority.class).value(),
            word + " group:Public",
            "text:" + word + " quote:quoted"
        }) {
            assertThat(found(stranger, typed))
                    .as(typed)
                    .contains("1 annotation, latest first")
                    .contains("in the open")
                    .doesNotContain("in secret");
        }
        assertThat(found(hers, word)).contains("2 annotations").contains("in secret");
        assertThat(found(hers, word + " group:\"" + group.name() + "\""))
                .contains("in secret")
                .doesNotContain("in the open");
        for (String typed : new String[] {
            word + " group:" + group.id(), word + " user:nobody_at_all", word + " tag:other", "quote:" + word
        }) {
            assertThat(found(stranger, typed)).as(typed).contains("Nothing was found.");
        }
    }

    @Test
    void what_was_typed_stands_in_the_box_again() {
        assertThat(found(server.browser(), "typed & <sent> \"" + word + "\""))
                .containsPattern("<input[^>]*name=\"q\"[^>]*value=\"typed &amp; &lt;sent> &#34;" + word + "&#34;\"");
    }

    @Test
    void an_author_has_a_page_with_what_one_may_read() {
        Group group = secret();
        TestNotes.shared(ada, group.id(), page, word + " in secret");
        String path = "/users/" + ada.username();
        WebSession stranger = server.browser();
        assertThat(stranger.get(path).statusCode())
                .as("nothing tells that this account exists")
                .isEqualTo(404);
        assertThat(stranger.get("/users/nobody_at_all").statusCode()).isEqualTo(404);
        assertThat(body(stranger, path + "?q=x")).contains("Nothing was found.").doesNotContain(ada.name());
        assertThat(body(stranger, "/users/nobody_at_all?q=x")).contains("Nothing was found.");
        assertThat(body(server.signedIn(ada), path)).contains("in secret").contains("Everything you wrote");
        TestNotes.shared(ada, Group.WORLD, page, word + " in the open");
        assertThat(body(stranger, path))
                .contains("in the open")
                .contains(ada.name())
                .doesNotContain("in secret");
        assertThat(body(
                        stranger,
                        "/users/acct:" + ada.username() + "@"
                                + server.bean(Authority.class).value()))
                .as("every way to write the name")
                .contains("in the open");
        assertThat(stranger.get("/users/" + ada.username() + "@elsewhere.example")
                        .statusCode())
                .isEqualTo(404);
        assertThat(body(stranger, path + "?q=user:" + server.member().username()))
                .as("another author cannot be asked for here")
                .contains("in the open");
    }

    @Test
    void clients_find_the_page_of_an_author_by_the_id_they_know() {
        String authority = server.bean(Authority.class).value();
        for (String id :
                new String[] {"acct:ada@" + authority, "acct%3Aada%40" + authority, "ada@" + authority, "ada"}) {
            assertThat(server.browser().get("/u/" + id).headers().firstValue("Location"))
                    .isEqualTo(Optional.of("/users/ada"));
        }
        assertThat(server.browser()
                        .get("/u/acct:ada@elsewhere.example")
                        .headers()
                        .firstValue("Location")
                        .orElseThrow())
                .isEqualTo("/search?q=user%3A%22ada%40elsewhere.example%22");
    }

    @Test
    void no_input_is_the_servers_fault() {
        WebSession stranger = server.browser();
        HttpResponse<String> many = stranger.get("/search?q=" + "a+".repeat(31));
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("At most 30 words.");
        assertThat(stranger.get("/search?q=" + "a".repeat(1001)).statusCode()).isEqualTo(400);
        for (String typed : new String[] {
            "%22",
            "tag:",
            "tag:%22",
            "user:%22%22",
            "url:%25%5F*",
            "url:*",
            "https://*",
            ":::",
            "%F0%9F%98%80",
            "a%07b",
            "user:@",
            "group:%27",
            "url:http://%5B:::",
            "text:%21%26%7C"
        }) {
            assertThat(stranger.get("/search?q=" + typed).statusCode())
                    .as(typed)
                    .isEqualTo(200);
        }
        for (String path : new String[] {"/users/%27", "/users/a%20b", "/u/%00", "/u/%22%0A", "/u/@", "/users/@"}) {
            assertThat(stranger.get(path).statusCode()).as(path).isIn(303, 400, 404);
        }
        assertThat(stranger.get("/search?before=nonsense").statusCode()).isEqualTo(200);
    }
}
