package vouchsafe.portal.mydata;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.audit.AuditFilter;
import vouchsafe.audit.AuditTrail;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.publication.PublicSharing;

/** Sharing with everyone: after agreeing to what that means, project by project, and ended at once. */
class PublicSharingTest {
    private final TestServer server = TestServer.shared();
    private final PublicSharing sharing = server.bean(PublicSharing.class);
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);
    private final TestApp app = TestApp.create();
    private final Project project = app.project();

    @Test
    void nothing_is_public_before_the_member_has_read_and_agreed() {
        app.connect(browser);
        browser.get("/account/");
        HttpResponse<String> asked = toggle("True");
        assertThat(location(asked)).startsWith("/public-data/?source=" + project.sourceLabel() + "&next=");
        assertThat(sharing.isPublic(member.id(), project.id())).isFalse();
        assertThat(browser.get(location(asked)).body()).contains("Agree and share publicly");

        Map<String, String> wrong = answers();
        wrong.put("copies", "deleted");
        wrong.remove("own_data");
        assertThat(browser.post("/public-data/", wrong).body())
                .contains("nobody can call copies back")
                .contains("Please tick this if it is so");
        assertThat(sharing.agreedSince(member.id())).isEmpty();

        HttpResponse<String> agreed = browser.post("/public-data/", answers());
        assertThat(location(agreed)).isEqualTo("/member/me/data/");
        assertThat(sharing.isPublic(member.id(), project.id())).isTrue();
        assertThat(sharing.agreements(member.id()).getFirst().document())
                .contains("\"version\":1")
                .contains("Anyone at all")
                .contains("I share data about myself only");
        assertThat(kinds()).contains("public_sharing.agreed", "public_sharing.started");
    }

    @Test
    void it_stops_for_one_project_or_for_all() {
        app.connect(browser);
        TestApp second = TestApp.create();
        second.connect(browser);
        sharing.agree(member.id(), "{}");
        sharing.start(member.id(), project);
        sharing.start(member.id(), second.project());
        browser.get("/account/");

        assertThat(toggle("False").statusCode()).isEqualTo(303);
        assertThat(sharing.of(member.id())).containsOnlyKeys(second.project().id());
        browser.get("/public-data/");
        assertThat(browser.post("/public-data/end/", Map.of()).statusCode()).isEqualTo(303);
        assertThat(sharing.of(member.id())).isEmpty();
        assertThat(sharing.agreedSince(member.id())).isEmpty();
        assertThat(location(toggle("True"))).startsWith("/public-data/");
    }

    @Test
    void leaving_a_project_ends_it_and_coming_back_does_not_begin_it_again() {
        app.connect(browser);
        sharing.agree(member.id(), "{}");
        sharing.start(member.id(), project);
        var grant =
                server.bean(Grants.class).find(app.client().id(), member.id()).orElseThrow();

        browser.submit("/direct-sharing/projects/leave/" + grant.id() + "/", Map.of());
        assertThat(sharing.isPublic(member.id(), project.id())).isFalse();
        app.connect(browser);
        assertThat(sharing.isPublic(member.id(), project.id())).isFalse();
    }

    @Test
    void a_project_the_member_never_joined_cannot_be_shared() {
        sharing.agree(member.id(), "{}");
        browser.get("/account/");
        toggle("True");
        assertThat(sharing.of(member.id())).isEmpty();
    }

    @Test
    void strange_forms_change_nothing_and_lead_nowhere_else() {
        app.connect(browser);
        sharing.agree(member.id(), "{}");
        browser.get("/account/");
        for (String source :
                new String[] {"", "direct-sharing-", "direct-sharing-x", "direct-sharing-999999999", "7"}) {
            assertThat(browser.post("/public-data/toggle-sharing/", Map.of("source", source, "public", "True"))
                            .statusCode())
                    .as(source)
                    .isEqualTo(404);
            browser.get("/account/");
        }
        assertThat(toggle("perhaps").statusCode()).isEqualTo(400);
        browser.get("/account/");
        Map<String, String> elsewhere =
                Map.of("source", project.sourceLabel(), "public", "True", "next", "https://evil.example/");
        assertThat(location(browser.post("/public-data/toggle-sharing/", elsewhere)))
                .isEqualTo("/member/me/data/");
    }

    private HttpResponse<String> toggle(String wanted) {
        return browser.post("/public-data/toggle-sharing/", Map.of("source", project.sourceLabel(), "public", wanted));
    }

    private Map<String, String> answers() {
        Map<String, String> form = new HashMap<>();
        form.put("source", project.sourceLabel());
        PublicTerms.QUESTIONS.forEach(question -> form.put(question.name(), question.right()));
        PublicTerms.STATEMENTS.forEach(statement -> form.put(statement.value(), "on"));
        return form;
    }

    private List<String> kinds() {
        return server.bean(AuditTrail.class).list(AuditFilter.of(member.id()), Optional.empty(), 50).stream()
                .map(event -> event.kind())
                .toList();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }
}
