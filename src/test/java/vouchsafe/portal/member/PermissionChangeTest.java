package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** A project asks for more than its members agreed to. */
class PermissionChangeTest {
    private final TestServer server = TestServer.shared();

    @Test
    void PT_07_until_the_member_agrees_again_an_old_token_has_only_its_old_rights() {
        Membership membership = Membership.of(TestApp.create());
        TestApp app = membership.app();
        assertThat(app.exchangeMember(membership.accessToken()).json().has("username"))
                .isFalse();

        Project changed = askForUsernames(app);

        assertThat(changed.version()).isEqualTo(2);
        Answer read = app.exchangeMember(membership.accessToken());
        assertThat(read.json().has("username")).isFalse();
        Answer refreshed = app.refresh(membership.refreshToken());
        assertThat(app.exchangeMember(refreshed.text("access_token")).json().has("username"))
                .as("refreshing gives no new rights")
                .isFalse();
        assertThat(membership.grant().permissions().version()).isEqualTo(1);

        HttpResponse<String> page = membership.browser().get(app.authorizePath(Map.of()));
        assertThat(page.statusCode()).as("no silent code for a new version").isEqualTo(200);
        assertThat(page.body()).contains("New: it wants to know your username");
        membership.browser().post(app.authorizePath(Map.of()), TestApp.answer(page, Map.of()));
        assertThat(membership.grant().permissions().version())
                .as("who presses cancel changes nothing")
                .isEqualTo(1);

        Answer agreed = app.connect(membership.browser());

        assertThat(membership.grant().permissions().version()).isEqualTo(2);
        assertThat(app.exchangeMember(agreed.text("access_token")).text("username"))
                .isEqualTo(membership.member().username());
    }

    @Test
    void the_connections_page_says_what_is_new_and_where_to_read_it() {
        Membership membership = Membership.of(TestApp.create());
        assertThat(membership.browser().get("/member/me/connections/").body())
                .doesNotContain("Something changed since you agreed");

        askForUsernames(membership.app());

        assertThat(membership.browser().get("/member/me/connections/").body())
                .contains("Something changed since you agreed")
                .contains("Asks for the username")
                .contains("approval_prompt=force");
        String review = "/direct-sharing/projects/oauth2/authorize/?client_id="
                + membership.app().clientId() + "&response_type=code&approval_prompt=force&origin=open-humans";
        HttpResponse<String> page = membership.browser().get(review);
        assertThat(page.statusCode()).isEqualTo(200);
        HttpResponse<String> done =
                membership.browser().post(review, TestApp.answer(page, Map.of("allow", "Authorize project")));
        assertThat(done.headers().firstValue("Location").orElse(""))
                .startsWith("https://app.example.org/callback?code=")
                .contains("origin=open-humans");
        assertThat(membership.browser().get("/member/me/connections/").body())
                .doesNotContain("Something changed since you agreed")
                .contains("Know your username");
    }

    @Test
    void the_history_shows_what_was_agreed_each_time_and_a_change_of_it_is_noticed() {
        Membership membership = Membership.of(TestApp.create());
        askForUsernames(membership.app());
        membership.app().connect(membership.browser());
        membership.browser().get(membership.path());
        membership.browser().post(membership.path() + "visibility/", Map.of("visible_status", "False"));
        membership.withdraw(Map.of());

        String page = membership.browser().get(membership.path()).body();

        assertThat(page)
                .contains("You agreed for the first time.")
                .contains("You agreed again.")
                .contains("You hid the connection.")
                .contains("You withdrew.")
                .contains("not shared")
                .contains("They fit: nothing was changed or taken out.");
        Grant grant = membership.grant();
        assertThat(server.bean(Grants.class).receipts(grant.id()))
                .extracting(receipt -> receipt.kind())
                .containsExactly("authorized", "authorized", "hidden", "withdrawn");

        tamper(
                grant,
                "UPDATE consent_events SET document = replace(document, '\"usernameShared\":false',"
                        + " '\"usernameShared\":true') WHERE grant_id = :grant AND sequence = 1");

        assertThat(server.bean(Grants.class).historyIntact(grant.id())).isFalse();
        assertThat(membership.browser().get(membership.path()).body()).contains("This history was tampered with");
    }

    @Test
    void a_history_from_which_an_entry_was_taken_or_whose_times_were_changed_is_not_intact() {
        Membership taken = Membership.of(TestApp.create());
        taken.browser().get(taken.path());
        taken.browser().post(taken.path() + "visibility/", Map.of("visible_status", "False"));
        taken.withdraw(Map.of());
        Membership shifted = Membership.of(TestApp.create());
        assertThat(server.bean(Grants.class).historyIntact(taken.grant().id())).isTrue();

        tamper(taken.grant(), "DELETE FROM consent_events WHERE grant_id = :grant AND sequence = 2");
        tamper(shifted.grant(), "UPDATE consent_events SET at = at - interval '1 day' WHERE grant_id = :grant");

        assertThat(server.bean(Grants.class).historyIntact(taken.grant().id())).isFalse();
        assertThat(server.bean(Grants.class).historyIntact(shifted.grant().id()))
                .isFalse();
    }

    private void tamper(Grant grant, String statement) {
        int rows = server.bean(JdbcClient.class)
                .sql(statement)
                .param("grant", grant.id())
                .update();
        assertThat(rows).isEqualTo(1);
    }

    private Project askForUsernames(TestApp app) {
        Project project = app.project();
        Map<String, String> form = TestProjects.form("name", project.name(), "request_username_access", "True");
        server.bean(Projects.class).update(project.id(), TestProjects.draft(form), project.coordinatorId());
        return app.project();
    }
}
