package vouchsafe.portal.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.TestProjects;

/** Members join projects on this server's own pages. */
class OnSiteTest {
    private static final String INACTIVE = "/direct-sharing/authorize-inactive/";
    private final TestServer server = TestServer.shared();
    private final Grants grants = server.bean(Grants.class);

    @Test
    void a_member_reads_accepts_authorizes_and_goes_on_to_the_project_with_their_number() {
        TestOnSite onSite = TestOnSite.create(
                server.member(),
                "post_sharing_url",
                "https://survey.example.org/?id=PROJECT_MEMBER_ID&from=PROJECT_MEMBER_ID");
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        assertThat(browser.get(onSite.project().joinPath()).body())
                .contains("<strong>your nights</strong>")
                .contains("Not a research study")
                .contains("Project in development");
        assertThat(grant(onSite, member)).as("looking joins nothing").isEmpty();
        assertThat(location(browser.get(onSite.project().onSiteAuthorizePath())))
                .isEqualTo(onSite.project().joinPath());

        HttpResponse<String> accepted = onSite.accept(browser);
        assertThat(accepted.statusCode()).isEqualTo(303);
        assertThat(location(accepted)).isEqualTo(onSite.project().onSiteAuthorizePath());
        assertThat(grant(onSite, member)).as("nothing is shared yet").isEmpty();

        HttpResponse<String> joined = onSite.authorize(browser, Map.of("hide-membership", "hidden_membership"));
        Grant grant = grant(onSite, member).orElseThrow();
        assertThat(joined.statusCode()).isEqualTo(303);
        assertThat(location(joined))
                .isEqualTo("https://survey.example.org/?id=" + grant.subject() + "&from=" + grant.subject());
        assertThat(grant.active()).isTrue();
        assertThat(grant.hidden()).isTrue();
        assertThat(grants.receipts(grant.id()).getFirst().document())
                .contains("We read **your nights**, and nothing else.")
                .contains("consent_text_accepted_at");
        assertThat(browser.get("/member/me/connections/" + grant.id() + "/").body())
                .contains(onSite.project().name());
    }

    @Test
    void without_a_post_sharing_url_the_member_stays_here_or_goes_where_they_came_from() {
        TestOnSite onSite = TestOnSite.create(server.member());
        assertThat(location(onSite.join(server.signedIn(server.member()))))
                .isEqualTo(onSite.project().activityPath());

        WebSession browser = server.signedIn(server.member());
        TestOnSite.send(browser, onSite.project().joinPath(), Map.of("next", "/member/me/joined/"));
        assertThat(location(onSite.authorize(browser, Map.of()))).isEqualTo("/member/me/joined/");

        WebSession lured = server.signedIn(server.member());
        TestOnSite.send(lured, onSite.project().joinPath(), Map.of("next", "https://evil.example/"));
        assertThat(location(onSite.authorize(lured, Map.of())))
                .isEqualTo(onSite.project().activityPath());
    }

    @Test
    void a_script_in_a_consent_text_is_text() {
        TestOnSite onSite = TestOnSite.create(
                server.member(),
                "consent_text",
                "Hello <script>alert(1)</script> [click](javascript:alert(1)) <img src=x onerror=alert(1)>");
        String body = server.signedIn(server.member())
                .get(onSite.project().joinPath())
                .body();
        assertThat(body)
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert")
                .doesNotContain("javascript:")
                .doesNotContain("<img src=x");
    }

    @Test
    void cancelling_leaves_an_existing_membership_as_it_is() {
        TestOnSite onSite = TestOnSite.create(server.member());
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        onSite.join(browser);
        Grant before = grant(onSite, member).orElseThrow();
        assertThat(location(browser.get(onSite.project().joinPath())))
                .as("who has joined goes straight to the permissions")
                .isEqualTo(onSite.project().onSiteAuthorizePath());

        HttpResponse<String> cancelled = onSite.authorize(browser, Map.of("cancel", "cancel"));

        assertThat(cancelled.statusCode()).isEqualTo(303);
        assertThat(grant(onSite, member)).contains(before);
    }

    @Test
    void a_changed_consent_text_is_shown_again_and_an_old_answer_does_not_count() {
        TestOnSite onSite = TestOnSite.create(server.member());
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        onSite.join(browser);
        onSite.accept(browser);
        browser.get(onSite.project().joinPath());
        reword(onSite, "We read everything now.");

        HttpResponse<String> late = browser.post(onSite.project().onSiteAuthorizePath(), Map.of());
        assertThat(location(late)).isEqualTo(onSite.project().joinPath());
        assertThat(browser.get(onSite.project().joinPath()).body())
                .contains("We read everything now.")
                .contains("The text you agree to changed.");
        assertThat(grant(onSite, member).orElseThrow().permissions().version()).isEqualTo(1);
        onSite.join(browser);
        assertThat(grant(onSite, member).orElseThrow().permissions().version()).isEqualTo(2);
        assertThat(grants.receipts(grant(onSite, member).orElseThrow().id()))
                .extracting(receipt -> receipt.document().contains("We read everything now."))
                .containsExactly(false, true);
    }

    @Test
    void a_form_that_was_not_shown_to_this_person_does_nothing() {
        TestOnSite onSite = TestOnSite.create(server.member());
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        browser.get(onSite.project().joinPath());
        assertThat(browser.post(onSite.project().joinPath(), Map.of("consent_seal", "1.made-up"))
                        .body())
                .contains("nothing was done");
        onSite.accept(browser);
        assertThat(browser.post(onSite.project().onSiteAuthorizePath(), Map.of("consent_seal", "1.made-up"))
                        .body())
                .contains("nothing was done");
        assertThat(grant(onSite, member)).isEmpty();
    }

    @Test
    void a_stranger_signs_in_first_and_an_unknown_or_oauth2_project_has_no_such_page() {
        TestOnSite onSite = TestOnSite.create(server.member());
        HttpResponse<String> asked = server.browser().get(onSite.project().joinPath());
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(location(asked)).startsWith("/account/login/");
        WebSession browser = server.signedIn(server.member());
        String oauth2 = TestProjects.create(server.member().id()).project().slug();
        for (String slug : List.of("never-made", oauth2)) {
            assertThat(browser.get("/direct-sharing/projects/on-site/join/" + slug + "/")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(browser.get("/direct-sharing/projects/on-site/authorize/" + slug + "/")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void PT_09_an_inactive_project_takes_nobody_new_says_so_clearly_and_keeps_reading() {
        Member coordinator = server.member();
        TestOnSite onSite = TestOnSite.create(coordinator);
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        onSite.join(browser);
        Member late = server.member();
        WebSession lateBrowser = server.signedIn(late);
        onSite.accept(lateBrowser);
        String seal = lateBrowser.get(onSite.project().onSiteAuthorizePath()).body();
        assertThat(seal).contains("consent_seal");
        close(onSite);

        for (WebSession each : List.of(browser, server.signedIn(coordinator), server.browser())) {
            assertThat(location(each.get(onSite.project().joinPath()))).isEqualTo(INACTIVE);
            assertThat(location(each.get(onSite.project().onSiteAuthorizePath())))
                    .isEqualTo(INACTIVE);
        }
        assertThat(location(onSite.authorize(lateBrowser, Map.of()))).isEqualTo(INACTIVE);
        assertThat(grant(onSite, late)).isEmpty();
        Grant grant = grant(onSite, member).orElseThrow();
        assertThat(grant.active()).isTrue();
        assertThat(exchange(onSite, grant).statusCode()).isEqualTo(200);
    }

    @Test
    void PT_08_of_25_members_who_join_at_once_20_are_in() throws Exception {
        TestOnSite onSite = TestOnSite.create(server.member());
        List<WebSession> browsers = new ArrayList<>();
        for (int each = 0; each < 25; each++) {
            WebSession browser = server.signedIn(server.member());
            onSite.accept(browser);
            browsers.add(browser);
        }
        try (ExecutorService at = Executors.newFixedThreadPool(25)) {
            List<Future<HttpResponse<String>>> answers = browsers.stream()
                    .map(browser -> at.submit(() -> insist(() -> onSite.authorize(browser, Map.of()))))
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<String>> answer : answers) {
                statuses.add(answer.get().statusCode());
            }
            assertThat(statuses).filteredOn(status -> status == 303).hasSize(20);
            assertThat(statuses).filteredOn(status -> status == 403).hasSize(5);
        }
        assertThat(grants.activeCount(onSite.project().clientRowId())).isEqualTo(20);
    }

    /**
     * A server that has too much to do says so, or closes a connection on which it heard nothing in time; whoever joins
     * tries again, which is no second joining.
     */
    private static HttpResponse<String> insist(Supplier<HttpResponse<String>> visit) {
        while (true) {
            try {
                HttpResponse<String> answer = visit.get();
                if (answer.statusCode() != 503) {
                    return answer;
                }
            } catch (UncheckedIOException closed) {
                assertThat(closed).hasCauseInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void the_master_token_reads_members_and_no_app_can_get_a_token() {
        TestOnSite onSite = TestOnSite.create(server.member());
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        onSite.join(browser);
        Grant grant = grant(onSite, member).orElseThrow();
        HttpResponse<String> read = exchange(onSite, grant);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).contains("\"project_member_id\":\"" + grant.subject() + "\"");
        assertThat(server.browser()
                        .get("/api/direct-sharing/project/?access_token=" + onSite.masterToken())
                        .body())
                .contains("\"type\":\"on-site\"");
        browser.submit("/direct-sharing/projects/leave/" + grant.id() + "/", Map.of());
        assertThat(exchange(onSite, grant).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> exchange(TestOnSite onSite, Grant grant) {
        return server.browser()
                .get("/api/direct-sharing/project/exchange-member/?access_token=" + onSite.masterToken()
                        + "&project_member_id=" + grant.subject());
    }

    private Optional<Grant> grant(TestOnSite onSite, Member member) {
        return grants.find(onSite.project().clientRowId(), member.id());
    }

    private void reword(TestOnSite onSite, String text) {
        TestProjects.edit(onSite.project(), "consent_text", text);
    }

    private void close(TestOnSite onSite) {
        TestProjects.edit(onSite.project(), "active", "False");
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
