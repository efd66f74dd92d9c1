package vouchsafe.portal.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupMember;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.db.Statements;
import vouchsafe.hypothesis.api.TestNotes;

/** A member makes a group, others join and leave it, its owner changes and deletes it. */
class GroupPagesTest {
    private final TestServer server = TestServer.shared();
    private final Groups groups = server.bean(Groups.class);
    private final Member ada = server.member();
    private final WebSession browser = server.signedIn(ada);
    private final String page = "https://" + UUID.randomUUID() + ".example.org/";

    private static Optional<String> location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location");
    }

    private Group made(Map<String, String> form) {
        HttpResponse<String> answer = browser.submit("/groups/new", form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        String id = location(answer).orElseThrow().split("/")[2];
        return groups.find(id).orElseThrow();
    }

    private void mend(Map<String, String> form, String field, String message) {
        HttpResponse<String> answer = browser.submit("/groups/new", form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id_" + field + "_error").contains(message);
    }

    @Test
    void a_member_makes_a_group_and_finds_it_in_the_list() {
        Group group = made(Map.of("name", "Crème & Brûlée", "description", "Sweets\r\nonly", "type", "private"));
        assertThat(group.path()).isEqualTo("/groups/" + group.id() + "/creme-brulee");
        assertThat(group.description()).isEqualTo("Sweets\nonly");
        assertThat(groups.member(group.id(), ada.id()).map(GroupMember::role)).contains(Role.OWNER);
        assertThat(browser.get(group.path()).body())
                .contains("Your group is there.")
                .contains(server.url(group.path()))
                .contains("Crème &amp; Brûlée");
        assertThat(browser.get("/groups/").body())
                .contains("href=\"" + group.path() + "\"")
                .contains("none yet");
        assertThat(browser.get("/account/activity/").body()).contains("You made the group \"Crème &amp; Brûlée\"");
    }

    @Test
    void mistakes_stand_beside_their_fields() {
        mend(Map.of("type", "private"), "name", "Required");
        mend(Map.of("name", "ab", "type", "private"), "name", "This is too short");
        mend(Map.of("name", "x".repeat(26), "type", "private"), "name", "At most 25 characters.");
        mend(Map.of("name", "a\u0007bc", "type", "private"), "name", "can't be shown");
        mend(Map.of("name", "fine", "type", "private", "description", "x".repeat(251)), "description", "At most 250");
        mend(Map.of("name", "fine", "type", "private", "description", "x\u0007y"), "description", "can't be shown");
        mend(Map.of("name", "fine", "type", "secret"), "type", "Choose one");
        mend(Map.of("name", "fine"), "type", "Choose one");
    }

    @Test
    void whoever_has_the_link_of_a_private_group_joins_it_after_signing_in() {
        Group group = made(Map.of("name", "Reading circle", "type", "private"));
        String note = TestNotes.shared(ada, group.id(), page, "For us *alone*");
        HttpResponse<String> nobody = server.browser().get(group.path());
        assertThat(location(nobody)).contains("/account/login/?next=%2Fgroups%2F" + group.id() + "%2Freading-circle");
        assertThat(nobody.body()).doesNotContain("Reading circle");
        assertThat(location(server.browser().get("/groups/" + group.id())))
                .as("the name is nobody's business who is not signed in")
                .contains("/account/login/?next=%2Fgroups%2F" + group.id());
        Member bob = server.member();
        WebSession his = server.signedIn(bob);
        assertThat(location(his.get("/groups/" + group.id()))).contains(group.path());
        assertThat(his.get(group.path()).body())
                .contains("Join this group")
                .contains("Reading circle")
                .contains(ada.username())
                .doesNotContain("<em>alone</em>");
        assertThat(location(his.post("/groups/" + group.id() + "/join", Map.of())))
                .contains(group.path());
        assertThat(his.get(group.path()).body())
                .contains("You are a member of Reading circle now.")
                .contains("<em>alone</em>");
        assertThat(TestNotes.read(bob, note)).isEqualTo(200);
        assertThat(his.get("/account/activity/").body()).contains("You joined the group \"Reading circle\"");
        assertThat(location(his.submit("/groups/" + group.id() + "/leave", Map.of())))
                .contains("/groups/");
        assertThat(TestNotes.read(bob, note)).isEqualTo(404);
    }

    @Test
    void a_group_that_everyone_reads_has_a_page_for_everyone() {
        Group open = made(Map.of("name", "Open field", "type", "open"));
        Group restricted = made(Map.of("name", "Notice board", "type", "restricted"));
        TestNotes.shared(ada, open.id(), page, "Seen by all <b>of you</b> ![](https://evil.example/pixel.png)");
        String seen = server.browser().get(open.path()).body();
        assertThat(seen)
                .contains("Seen by all &lt;b&gt;of you&lt;/b&gt;")
                .contains("the quoted words")
                .doesNotContain("<img")
                .contains("href=\"" + page + "#annotations:")
                .contains("/account/login/?next=" + open.path())
                .doesNotContain(">Join<");
        assertThat(server.browser().get(restricted.path()).statusCode()).isEqualTo(200);
        Member bob = server.member();
        WebSession his = server.signedIn(bob);
        assertThat(his.get(open.path()).body()).contains(">Join<");
        assertThat(his.get(restricted.path()).body()).doesNotContain(">Join<");
        assertThat(his.post("/groups/" + restricted.id() + "/join", Map.of()).statusCode())
                .isEqualTo(404);
        his.post("/groups/" + open.id() + "/join", Map.of());
        assertThat(groups.member(open.id(), bob.id())).isPresent();
    }

    @Test
    void the_group_of_everybody_has_a_page_that_administrators_moderate() {
        assertThat(server.browser().get("/groups/__world__/public").statusCode())
                .isEqualTo(200);
        WebSession administrator = server.signedIn(server.administrator());
        assertThat(administrator.get("/groups/__world__/moderation").statusCode())
                .isEqualTo(200);
        for (String each : new String[] {"edit", "members", "leave", "delete", "moderation"}) {
            assertThat(browser.get("/groups/__world__/" + each).statusCode())
                    .as(each)
                    .isEqualTo(404);
        }
        assertThat(browser.post("/groups/__world__/join", Map.of()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void what_does_not_exist_is_not_there() {
        for (String path : new String[] {
            "/groups/zzzzzzzz", "/groups/zzzzzzzz/name", "/groups/zzzzzzzz/edit", "/groups/%27/x", "/groups/%00/x"
        }) {
            assertThat(browser.get(path).statusCode()).as(path).isIn(400, 404);
        }
        assertThat(server.browser().get("/groups/zzzzzzzz").statusCode()).isEqualTo(404);
    }

    @Test
    void opening_a_private_group_has_to_be_meant() {
        Group group = made(Map.of("name", "Closed shop", "type", "private"));
        String edit = "/groups/" + group.id() + "/edit";
        HttpResponse<String> asked = browser.submit(edit, Map.of("name", "Open shop", "type", "open"));
        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.body()).contains("id_opened_error");
        assertThat(groups.find(group.id()).orElseThrow().type()).isEqualTo(Group.Type.PRIVATE);
        HttpResponse<String> meant = browser.submit(
                edit, Map.of("name", "Open shop", "type", "open", "opened", "on", "pre_moderated", "on"));
        assertThat(location(meant)).contains("/groups/" + group.id() + "/open-shop");
        Group changed = groups.find(group.id()).orElseThrow();
        assertThat(changed.type()).isEqualTo(Group.Type.OPEN);
        assertThat(changed.preModerated()).isTrue();
    }

    @Test
    void annotations_come_in_pages() {
        Group group = made(Map.of("name", "Busy group", "type", "private"));
        for (int i = 0; i < AnnotationLines.PER_PAGE + 2; i++) {
            TestNotes.shared(ada, group.id(), page, "note-" + i + "-end");
        }
        String first = browser.get(group.path()).body();
        assertThat(first).contains("note-26-end").contains("note-2-end").doesNotContain("note-1-end");
        String older = first.split("\\?before=")[1].split("\"")[0];
        assertThat(browser.get(group.path() + "?before=" + older).body())
                .contains("note-1-end")
                .contains("note-0-end")
                .doesNotContain("note-2-end")
                .doesNotContain("?before=");
        assertThat(browser.get(group.path() + "?before=nonsense").statusCode()).isEqualTo(200);
    }

    @Test
    void more_annotations_take_no_more_statements() {
        Group group = made(Map.of("name", "Many voices", "type", "open"));
        TestNotes.shared(ada, group.id(), page, "one");
        try (Statements statements = new Statements()) {
            int one = statements.most(() -> new Answer(browser.get(group.path())));
            assertThat(one).as("statements are counted at all").isPositive();
            for (int i = 0; i < 8; i++) {
                TestNotes.shared(server.member(), group.id(), page, "another");
            }
            assertThat(statements.fewest(() -> new Answer(browser.get(group.path()))))
                    .isLessThanOrEqualTo(one);
        }
    }

    @Test
    void the_owner_deletes_the_group_and_everything_in_it() {
        Group group = made(Map.of("name", "Short lived", "type", "private"));
        Member bob = server.member();
        groups.join(group, bob.id(), Role.MEMBER);
        String note = TestNotes.shared(bob, group.id(), page, "Mine");
        String delete = "/groups/" + group.id() + "/delete";
        assertThat(browser.get(delete).body())
                .contains("1 annotation is shared")
                .contains("the other member wrote");
        assertThat(browser.post(delete, Map.of()).statusCode()).isEqualTo(400);
        assertThat(groups.find(group.id())).isPresent();
        assertThat(location(browser.post(delete, Map.of("sure", "on")))).contains("/groups/");
        assertThat(browser.get("/groups/").body())
                .contains("Short lived is deleted")
                .doesNotContain(group.id());
        assertThat(browser.get(group.path()).statusCode()).isEqualTo(404);
        assertThat(TestNotes.read(bob, note)).isEqualTo(404);
        assertThat(server.signedIn(bob).get("/account/activity/").body())
                .contains("Another member deleted the group \"Short lived\"");
    }
}
