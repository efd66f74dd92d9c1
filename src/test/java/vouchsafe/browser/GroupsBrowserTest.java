package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Role;
import vouchsafe.hypothesis.api.TestNotes;

/** A group from its making to its end, as the people in it see it. */
class GroupsBrowserTest extends BrowserTest {
    private static final String LONG = """
        Compare this with *Middlemarch*, chapter 20:

        > If we had a keen vision and feeling of all ordinary human life, it would be like hearing the grass grow.

        1. the **squirrel's** heart beat
        2. see [the text](https://example.org/middlemarch) and `silence`

        ![the other side](https://example.org/roar.png)
        """;

    private final String document = "https://" + UUID.randomUUID() + ".example.org/essays/on-attention";

    private void signInAs(Member member) {
        page.context().clearCookies();
        signIn(member.username(), TestServer.PASSWORD);
    }

    @Test
    void one_makes_a_group_another_joins_and_writes_and_a_moderator_hides() {
        Member ada = server.member();
        Member bob = server.member();
        signInAs(ada);
        picture(open("/groups/"), "groups-empty");
        page.click("text=Make a group");
        page.fill("#id_name", "xy");
        page.evaluate("document.querySelector('form.stack').noValidate = true");
        page.click("text=Make the group");
        assertThat(page.textContent("#id_name_error")).contains("too short");
        picture(page, "groups-new-mistake");
        page.fill("#id_name", "Reading circle");
        page.fill("#id_description", "We read one essay a week, slowly,\nand write down where we stop.");
        page.click("text=Make the group");
        String link = page.textContent("[data-copy] code");
        assertThat(page.url()).isEqualTo(link).endsWith("/reading-circle");
        picture(page, "groups-group-empty");
        String id = link.split("/groups/")[1].split("/")[0];

        page.context().clearCookies();
        open(link);
        assertThat(page.url()).contains("/account/login/?next=");
        page.fill("[name=login]", bob.username());
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("main button[type=submit]");
        page.waitForURL(link);
        picture(page, "groups-join");
        page.click("text=Join this group");
        assertThat(page.textContent("main")).contains("You are a member of Reading circle now.");
        String rude = TestNotes.shared(bob, id, document, "Who ever *reads* this?");
        TestNotes.shared(ada, id, document, LONG, "attention", "george eliot");
        TestNotes.report(ada, rude);
        page.reload();
        assertThat(page.locator(".annotation-text em").first().textContent()).isEqualTo("Middlemarch");
        picture(page, "groups-group-member");

        signInAs(ada);
        picture(open("/groups/"), "groups");
        open(link);
        page.click("main >> text=Moderate");
        assertThat(page.textContent("main")).contains("reported once");
        picture(page, "groups-moderation");
        page.click("main button:has-text('Hide as spam')");
        assertThat(page.textContent("main")).contains("It is hidden as spam");
        open(link);
        assertThat(page.textContent("main")).contains("hidden as spam");
        page.click("main >> text=Change and remove members");
        picture(page, "groups-members");
        page.selectOption("[aria-label='Role of " + bob.username() + "']", "moderator");
        page.click("main tr:has-text('" + bob.username() + "') >> button");
        assertThat(page.textContent("main")).contains("moderator from now on");
        picture(open("/groups/" + id + "/edit"), "groups-edit");
        picture(open("/groups/" + id + "/delete"), "groups-delete");
        picture(open("/groups/" + id + "/leave"), "groups-leave");
        page.click("text=Leave the group");
        assertThat(page.textContent("main")).contains("You left Reading circle.");
        open(link);
        assertThat(page.textContent("main")).contains("Join this group");
    }

    @Test
    void a_restricted_group_is_read_by_everyone() {
        Member owner = server.member();
        Groups groups = server.bean(Groups.class);
        Group group = groups.create(
                        owner.id(),
                        new GroupDraft(
                                "", null, "Fact checkers of Utopia", "", Group.Type.RESTRICTED, true, false, List.of()))
                .orElseThrow();
        Member writer = server.member();
        groups.join(group, writer.id(), Role.MEMBER);
        TestNotes.shared(owner, group.id(), document, "This number is from 1994.");
        TestNotes.shared(writer, group.id(), document, "And it was wrong then.");
        open(group.path());
        assertThat(page.textContent("main")).contains("from 1994").doesNotContain("wrong then");
        picture(page, "groups-group-stranger");
        page.click("main .annotation-head a");
        assertThat(page.url()).endsWith("/users/" + owner.username());
        picture(page, "search-author");
        open("/search?q=tag%3Anothing");
        assertThat(page.textContent("main")).contains("Nothing was found.");
        picture(page, "search-nothing");
        signInAs(owner);
        open("/groups/" + group.id() + "/moderation");
        assertThat(page.textContent("main")).contains("wrong then");
        picture(page, "groups-moderation-waiting");
        open("/groups/" + group.id() + "/members");
        page.fill("#id_username", "nobody");
        page.click("main button:has-text('Add')");
        assertThat(page.textContent("#id_username_error")).contains("Nobody here has this username.");
        picture(page, "groups-members-mistake");
    }
}
