package vouchsafe.portal.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Role;
import vouchsafe.hypothesis.api.TestNotes;

/** Moderators approve, decline and hide on a page what they have read there. */
class ModerationPageTest {
    private static final Pattern FORM = Pattern.compile(
            "name=\"current\" value=\"([A-Z]*)\">\\s*<input type=\"hidden\" name=\"updated\" value=\"([^\"]+)\"");

    private final TestServer server = TestServer.shared();

    private static Map<String, String> form(String page, String status) {
        Matcher fields = FORM.matcher(page);
        assertThat(fields.find()).as(page).isTrue();
        return new HashMap<>(Map.of("current", fields.group(1), "updated", fields.group(2), "status", status));
    }

    @Test
    void what_waits_is_approved_declined_or_hidden() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE, true);
        Member author = group.with(Role.MEMBER);
        Member reader = group.with(Role.MEMBER);
        WebSession moderator = TestGroup.browserOf(group.with(Role.MODERATOR));
        String note = TestNotes.shared(author, group.group.id(), "https://example.org/", "Please look at this");
        assertThat(TestNotes.read(reader, note)).isEqualTo(404);
        String moderation = group.path("moderation");
        String waiting = moderator.get(moderation).body();
        assertThat(waiting)
                .contains("Waiting (1)")
                .contains("Please look at this")
                .contains("waits for a moderator");
        moderator.post(moderation + "/" + note, form(waiting, "APPROVED"));
        assertThat(TestNotes.read(reader, note)).isEqualTo(200);
        String approved = moderator.get(moderation + "?show=all").body();
        assertThat(approved).contains("Everyone who reads the group sees it now.");
        moderator.post(moderation + "/" + note, form(approved, "SPAM"));
        assertThat(TestNotes.read(reader, note)).isEqualTo(404);
        assertThat(TestNotes.read(author, note)).isEqualTo(200);
        String hidden = moderator.get(moderation + "?show=spam").body();
        assertThat(hidden).contains("hidden as spam").contains("Please look at this");
        moderator.post(moderation + "/" + note, form(hidden, "DENIED"));
        assertThat(moderator.get(moderation + "?show=denied").body()).contains("Please look at this");
        assertThat(server.signedIn(author).get("/account/activity/").body())
                .contains("Another member set an annotation of you");
    }

    @Test
    void what_changed_meanwhile_is_not_decided_about() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE, true);
        Member author = group.with(Role.MEMBER);
        WebSession moderator = TestGroup.browserOf(group.owner);
        String note = TestNotes.shared(author, group.group.id(), "https://example.org/", "Innocent words");
        String moderation = group.path("moderation");
        Map<String, String> approval = form(moderator.get(moderation).body(), "APPROVED");
        TestNotes.change(author, note, "Other words");
        moderator.post(moderation + "/" + note, approval);
        String again = moderator.get(moderation).body();
        assertThat(again)
                .contains("Its author has changed it since you read it.")
                .contains("Other words");
        Map<String, String> denial = form(again, "DENIED");
        moderator.post(moderation + "/" + note, form(again, "SPAM"));
        moderator.post(moderation + "/" + note, denial);
        assertThat(moderator.get(moderation + "?show=spam").body())
                .contains("Another moderator has decided about it since you read it.")
                .contains("Other words");
        for (String wrong : new String[] {"", "KING", "approved"}) {
            assertThat(moderator
                            .post(moderation + "/" + note, Map.of("status", wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(404);
        }
        assertThat(moderator.post(moderation + "/AAAA", denial).statusCode()).isEqualTo(404);
    }

    @Test
    void reports_are_looked_at_and_dismissed() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE);
        Member author = group.with(Role.MEMBER);
        WebSession moderator = TestGroup.browserOf(group.owner);
        String note = TestNotes.shared(author, group.group.id(), "https://example.org/", "Rude words");
        String moderation = group.path("moderation");
        assertThat(moderator.get(moderation).body()).contains("Readers have reported nothing.");
        TestNotes.report(group.with(Role.MEMBER), note);
        TestNotes.report(group.with(Role.MEMBER), note);
        String reported = moderator.get(moderation).body();
        assertThat(reported)
                .contains("Reported (1)")
                .contains("reported 2 times")
                .contains("Rude words");
        assertThat(TestGroup.browserOf(author).get(group.group.path()).body()).doesNotContain("reported 2 times");
        moderator.post(moderation + "/" + note, Map.of("status", "dismiss", "show", "reported"));
        assertThat(moderator.get(moderation).body()).contains("Readers have reported nothing.");
        assertThat(TestNotes.read(author, note)).isEqualTo(200);
    }

    @Test
    void an_annotation_of_another_group_is_not_there() {
        TestGroup group = new TestGroup(Group.Type.PRIVATE);
        TestGroup other = new TestGroup(Group.Type.PRIVATE);
        String note = TestNotes.shared(other.owner, other.group.id(), "https://example.org/", "words");
        WebSession moderator = TestGroup.browserOf(group.owner);
        moderator.get("/account/");
        assertThat(moderator
                        .post(group.path("moderation/" + note), Map.of("status", "SPAM", "current", "APPROVED"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(TestNotes.read(other.owner, note)).isEqualTo(200);
    }
}
