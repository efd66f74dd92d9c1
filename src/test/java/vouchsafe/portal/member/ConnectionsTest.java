package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.consent.AppSignIns;
import vouchsafe.oauth.AppSignIn;

/** The pages on which members look after their connections, and the members' part of a project's page. */
class ConnectionsTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_member_sees_what_each_project_may_do_and_when_it_last_read() {
        Membership membership = Membership.of(TestApp.create(
                server.member(), Map.of("request_username_access", "True", "request_message_permission", "True")));
        assertThat(membership.browser().get("/member/me/connections/").body())
                .contains(membership.app().project().name())
                .contains("Know your username")
                .contains("Send you messages")
                .contains(membership.grant().subject())
                .contains("not yet")
                .contains("in development");

        membership.app().exchangeMember(membership.accessToken());

        assertThat(membership.browser().get("/member/me/connections/").body()).doesNotContain("not yet");
        assertThat(membership.browser().get("/member/me/joined/").body())
                .contains(membership.app().project().name());
    }

    @Test
    void one_sign_in_can_be_ended_while_the_connection_and_the_others_stay() {
        Membership membership = Membership.of(TestApp.create());
        Answer phone = membership.app().connect(membership.browser());
        AppSignIn first =
                server.bean(AppSignIns.class).of(membership.grant(), 10).getLast();
        membership.browser().get(membership.path());

        HttpResponse<String> done =
                membership.browser().post(membership.path() + "sign-ins/" + first.id() + "/end/", Map.of());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(Membership.works(membership.accessToken())).isFalse();
        assertThat(membership.app().refresh(membership.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(Membership.works(phone.text("access_token"))).isTrue();
        assertThat(membership.grant().active()).isTrue();
        assertThat(membership.browser().get(membership.path()).body()).contains("ended by member");
    }

    @Test
    void a_sign_in_of_another_connection_is_out_of_reach() {
        Membership mine = Membership.of(TestApp.create());
        Membership theirs = Membership.of(TestApp.create());
        AppSignIn signIn = server.bean(AppSignIns.class).of(theirs.grant(), 10).getFirst();
        mine.browser().get(mine.path());
        assertThat(mine.browser()
                        .post(mine.path() + "sign-ins/" + signIn.id() + "/end/", Map.of())
                        .statusCode())
                .isEqualTo(303);
        mine.browser().get(mine.path());
        assertThat(mine.browser()
                        .post(theirs.path() + "sign-ins/" + signIn.id() + "/end/", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(Membership.works(theirs.accessToken())).isTrue();
    }

    @Test
    void ids_that_are_none_are_not_found() {
        WebSession browser = server.signedIn(server.member());
        String none = UUID.randomUUID().toString();
        for (String id : new String[] {none, "1", "x".repeat(36), "------------------------------------", "%00"}) {
            assertThat(browser.get("/member/me/connections/" + id + "/").statusCode())
                    .as(id)
                    .isBetween(400, 404);
            assertThat(browser.get("/direct-sharing/projects/leave/" + id + "/").statusCode())
                    .as(id)
                    .isBetween(400, 404);
        }
    }

    @Test
    void on_the_page_of_a_project_a_member_hides_the_membership_and_finds_the_way_out() {
        Membership membership = Membership.of(TestApp.create());
        String activity = membership.app().project().activityPath();
        assertThat(membership.browser().get(activity).body())
                .contains("You share with this project")
                .contains(membership.grant().subject())
                .contains("Hide membership")
                .contains(membership.leavePath() + "?next=" + activity)
                .contains("In development");

        HttpResponse<String> hidden = membership.browser().post(activity, Map.of("visible_status", "False"));
        assertThat(hidden.statusCode()).isEqualTo(303);
        assertThat(membership.grant().hidden()).isTrue();
        assertThat(membership.browser().get(activity).body()).contains("Show membership");
        membership.browser().post(activity, Map.of("visible_status", "True"));
        assertThat(membership.grant().hidden()).isFalse();
        membership.browser().post(activity, Map.of("visible_status", "nonsense"));
        assertThat(membership.grant().hidden()).isFalse();

        membership.withdraw(Map.of());
        assertThat(membership.browser().get(activity).body())
                .contains("You shared with this project until")
                .contains("Connect again");
    }

    @Test
    void strangers_and_people_who_are_no_members_change_nothing_on_the_page_of_a_project() {
        Membership membership = Membership.of(TestApp.create());
        String activity = membership.app().project().activityPath();
        WebSession other = server.signedIn(server.member());
        assertThat(other.get(activity).body()).doesNotContain(membership.grant().subject());
        other.get("/account/");
        assertThat(other.post(activity, Map.of("visible_status", "False")).statusCode())
                .isEqualTo(404);
        WebSession stranger = server.browser();
        stranger.get("/account/login/");
        HttpResponse<String> asked = stranger.post(activity, Map.of("visible_status", "False"));
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(asked.headers().firstValue("Location").orElse("")).startsWith("/account/login/?next=");
        assertThat(membership.grant().hidden()).isFalse();
    }
}
