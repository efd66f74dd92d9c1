package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Clients;
import vouchsafe.grants.Grant;
import vouchsafe.webhooks.Receiver;
import vouchsafe.webhooks.WebhookDelivery;
import vouchsafe.webhooks.Webhooks;

/** A member ends a connection on the page made for it. */
class WithdrawalTest {
    private final TestServer server = TestServer.shared();

    @Test
    void RV_11_every_token_and_every_code_of_the_project_is_dead_at_once() {
        TestApp app = TestApp.create();
        Membership membership = Membership.of(app);
        Answer second = app.connect(membership.browser());
        String pending = app.code(membership.browser());
        assertThat(Membership.works(membership.accessToken())).isTrue();
        assertThat(Membership.works(second.text("access_token"))).isTrue();

        HttpResponse<String> done = membership.browser().submit(membership.leavePath(), Map.of());

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).hasValue("/member/me/connections/");
        assertThat(membership.browser().get("/member/me/connections/").body())
                .contains("You have withdrawn from \"" + app.project().name())
                .contains("Ended connections");
        for (Answer tokens : List.of(membership.tokens(), second)) {
            assertThat(Membership.works(tokens.text("access_token"))).isFalse();
            assertThat(app.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        }
        Answer late = app.exchange(pending);
        assertThat(late.status()).isEqualTo(400);
        assertThat(late.text("error")).isEqualTo("invalid_grant");
    }

    @Test
    void PT_03_the_data_api_refuses_the_tokens_of_a_member_who_left() {
        Membership membership = Membership.of(TestApp.create());
        TestApp app = membership.app();
        Answer before = app.exchangeMember(membership.accessToken());
        assertThat(before.status()).as(before.body()).isEqualTo(200);
        assertThat(before.text("project_member_id"))
                .isEqualTo(membership.grant().subject());

        membership.withdraw(Map.of());

        Answer after = app.exchangeMember(membership.accessToken());
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.body()).doesNotContain(membership.grant().subject());
    }

    @Test
    void PT_05_the_withdrawal_is_complete_whatever_the_webhook_does() {
        try (Receiver slow = new Receiver()) {
            slow.takes(60_000);
            for (String webhook : List.of("http://127.0.0.1:1/down", slow.url(), "http://no-such-host.invalid/hook")) {
                String contact = "contact" + random() + "@example.org";
                TestApp app = TestApp.create(
                        server.member(),
                        Map.of(
                                "deauth_webhook",
                                webhook,
                                "deauth_email_notification",
                                "on",
                                "contact_email",
                                contact,
                                "erasure_supported",
                                "on"));
                Membership membership = Membership.of(app);

                assertThat(membership.withdraw(Map.of("erasure_requested", "on")))
                        .isEqualTo(303);

                assertThat(membership.grant().active()).isFalse();
                assertThat(Membership.works(membership.accessToken())).isFalse();
                assertThat(deliveries(app)).hasSize(1);
                assertThat(new Mailbox(server, contact).kinds()).containsExactly("member-left");
                assertThat(events(membership)).containsExactly("grant.withdrawn");
            }
        }
    }

    @Test
    void the_project_is_told_in_the_letters_that_open_humans_uses() {
        try (Receiver receiver = new Receiver()) {
            TestApp app = TestApp.create(
                    server.member(), Map.of("deauth_webhook", receiver.url(), "erasure_supported", "on"));
            Membership membership = Membership.of(app);

            membership.withdraw(Map.of("erasure_requested", "on"));

            await().until(() -> !receiver.calls().isEmpty());
            String body = receiver.calls().getFirst().body();
            assertThat(body)
                    .matches("\\{\"project_member_id\": \"" + membership.grant().subject()
                            + "\", \"erasure_requested\": true, \"timestamp\":"
                            + " \"[-0-9]{10}T[0-9:]{8}\\.[0-9]{6}\\+00:00\"}");
            JsonNode event = JsonMapper.shared().readTree(body);
            assertThat(Instant.parse(event.path("timestamp").asString().replace("+00:00", "Z")))
                    .isEqualTo(membership.grant().withdrawnAt());
        }
    }

    @Test
    void the_contact_address_learns_a_number_and_nothing_else_about_the_member() {
        String contact = "contact" + random() + "@example.org";
        TestApp app =
                TestApp.create(server.member(), Map.of("deauth_email_notification", "on", "contact_email", contact));
        Membership membership = Membership.of(app);

        membership.withdraw(Map.of("erasure_requested", "on"));

        assertThat(new Mailbox(server, contact).latest("member-left"))
                .contains(membership.grant().subject())
                .contains("the member withdrew")
                .contains("did not ask you to delete")
                .contains("/direct-sharing/projects/withdrawn-members/"
                        + app.project().slug() + "/")
                .doesNotContain(
                        membership.member().username(), membership.member().email());
    }

    @Test
    void deletion_is_asked_for_only_where_the_project_offers_it() {
        TestApp offers = TestApp.create(server.member(), Map.of("erasure_supported", "on"));
        TestApp offersNot = TestApp.create();
        Membership with = Membership.of(offers);
        Membership without = Membership.of(offersNot);
        assertThat(with.browser().get(with.leavePath()).body()).contains("name=\"erasure_requested\"");
        assertThat(without.browser().get(without.leavePath()).body()).doesNotContain("name=\"erasure_requested\"");

        with.withdraw(Map.of("erasure_requested", "on"));
        without.withdraw(Map.of("erasure_requested", "on"));

        assertThat(with.grant().erasureRequestedAt()).isNotNull();
        assertThat(without.grant().erasureRequestedAt()).isNull();
        assertThat(with.browser().get("/member/me/connections/").body())
                .contains("you want your data deleted")
                .contains("the project has not confirmed it");
    }

    @Test
    void nobody_else_can_look_at_or_end_a_connection_not_even_the_coordinator_or_an_administrator() {
        var coordinator = server.member();
        Membership membership = Membership.of(TestApp.create(coordinator, Map.of()));
        String visibility = membership.path() + "visibility/";
        for (WebSession other : List.of(
                server.signedIn(server.member()),
                server.signedIn(coordinator),
                server.signedIn(server.administrator()))) {
            other.get("/account/");
            assertThat(other.get(membership.path()).statusCode()).isEqualTo(404);
            assertThat(other.get(membership.leavePath()).statusCode()).isEqualTo(404);
            other.get("/account/");
            assertThat(other.post(membership.leavePath(), Map.of()).statusCode())
                    .isEqualTo(404);
            other.get("/account/");
            assertThat(other.post(visibility, Map.of("visible_status", "False")).statusCode())
                    .isEqualTo(404);
        }
        assertThat(membership.grant().active()).isTrue();
        assertThat(membership.grant().hidden()).isFalse();
        assertThat(Membership.works(membership.accessToken())).isTrue();

        WebSession stranger = server.browser();
        HttpResponse<String> asked = stranger.get(membership.leavePath());
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElse("")).startsWith("/account/login/");
    }

    @Test
    void without_the_anti_forgery_value_nothing_ends() {
        Membership membership = Membership.of(TestApp.create());
        HttpResponse<String> refused =
                membership.browser().post(membership.leavePath(), Map.of("csrfmiddlewaretoken", "made-up"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(membership.grant().active()).isTrue();
    }

    @Test
    void withdrawing_twice_changes_and_tells_nothing_more() {
        TestApp app = TestApp.create(server.member(), Map.of("deauth_webhook", "http://127.0.0.1:1/down"));
        Membership membership = Membership.of(app);
        membership.withdraw(Map.of());
        Grant ended = membership.grant();
        membership.browser().get("/account/");

        HttpResponse<String> again = membership.browser().post(membership.leavePath(), Map.of());

        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(membership.browser().get("/member/me/connections/").body()).contains("has ended already");
        assertThat(membership.grant()).isEqualTo(ended);
        assertThat(deliveries(app)).hasSize(1);
        assertThat(membership.browser().get(membership.leavePath()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void next_leads_nowhere_but_this_server() {
        TestApp app = TestApp.create();
        for (String next : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example")) {
            Membership membership = Membership.of(app);
            HttpResponse<String> done = membership.browser().submit(membership.leavePath(), Map.of("next", next));
            assertThat(done.headers().firstValue("Location")).hasValue("/member/me/connections/");
        }
        Membership membership = Membership.of(app);
        HttpResponse<String> done =
                membership.browser().submit(membership.leavePath(), Map.of("next", "/member/me/joined/"));
        assertThat(done.headers().firstValue("Location")).hasValue("/member/me/joined/");
    }

    @Test
    void PT_14_whoever_comes_back_is_known_by_the_same_number_and_to_no_other_project() {
        TestApp app = TestApp.create();
        Membership membership = Membership.of(app);
        Membership elsewhere = Membership.of(TestApp.create(), membership.member());
        Grant first = membership.grant();
        assertThat(first.subject()).matches("[0-9]{8}");
        assertThat(elsewhere.grant().subject()).isNotEqualTo(first.subject());
        membership.withdraw(Map.of());
        assertThat(app.authorize(membership.browser(), Map.of()).statusCode())
                .as("after a withdrawal the page is shown again, and answered")
                .isEqualTo(303);

        Answer tokens = app.connect(membership.browser());

        Grant again = membership.grant();
        assertThat(again.active()).isTrue();
        assertThat(again.subject()).isEqualTo(first.subject());
        assertThat(again.createdAt()).isEqualTo(first.createdAt());
        assertThat(again.withdrawnAt()).isNull();
        assertThat(Membership.works(tokens.text("access_token"))).isTrue();
        assertThat(Membership.works(membership.accessToken()))
                .as("what died stays dead")
                .isFalse();
        assertThat(elsewhere.grant().active()).isTrue();
        assertThat(Membership.works(elsewhere.accessToken())).isTrue();
    }

    @Test
    void RT_10_after_a_password_change_that_ends_apps_no_refresh_token_works_but_the_consent_stays() {
        Membership membership = Membership.of(TestApp.create());
        HttpResponse<String> changed = membership
                .browser()
                .submit(
                        "/account/password/change/",
                        Map.of(
                                "password", TestServer.PASSWORD,
                                "new_password", "seven brown bottles",
                                "end_apps", "on"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);

        assertThat(Membership.works(membership.accessToken())).isFalse();
        assertThat(membership.app().refresh(membership.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
        assertThat(membership.grant().active()).isTrue();
        assertThat(membership.browser().get(membership.path()).body()).contains("password changed");
        assertThat(Membership.works(
                        membership.app().connect(membership.browser()).text("access_token")))
                .as("the member can let the app in again")
                .isTrue();
    }

    @Test
    void RT_10_after_the_suspension_of_a_project_no_token_of_it_works_and_after_its_end_they_do_again() {
        Membership membership = Membership.of(TestApp.create());
        TestApp app = membership.app();
        Clients clients = server.bean(Clients.class);

        clients.suspend(app.client().id(), true);
        assertThat(Membership.works(membership.accessToken())).isFalse();
        assertThat(app.refresh(membership.refreshToken()).text("error")).isEqualTo("invalid_client");

        clients.suspend(app.client().id(), false);
        assertThat(app.refresh(membership.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void RT_10_after_the_suspension_of_a_member_no_token_works() {
        Membership membership = Membership.of(TestApp.create());
        var administrator = server.administrator();
        String page = "/admin/members/" + membership.member().username() + "/";
        WebSession browser = server.signedIn(administrator);
        browser.get(page);
        HttpResponse<String> done = browser.post(page + "suspend/", Map.of("reason", "To see what suspension does."));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        assertThat(Membership.works(membership.accessToken())).isFalse();
        assertThat(membership.app().refresh(membership.refreshToken()).text("error"))
                .isEqualTo("invalid_grant");
    }

    private List<WebhookDelivery> deliveries(TestApp app) {
        return server.bean(Webhooks.class).list(app.client().id(), Optional.empty(), 10);
    }

    private List<String> events(Membership membership) {
        return server.bean(JdbcClient.class)
                .sql("SELECT kind FROM audit_events WHERE client_id = :client AND kind = 'grant.withdrawn'")
                .param("client", membership.app().client().id())
                .query(String.class)
                .list();
    }

    private static String random() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }
}
