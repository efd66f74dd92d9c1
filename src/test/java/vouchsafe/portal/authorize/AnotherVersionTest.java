package vouchsafe.portal.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grants;
import vouchsafe.projects.TestProjects;

/** A form answers the version of what is asked that it showed, and no other. */
class AnotherVersionTest {
    private final TestServer server = TestServer.shared();
    private final Grants grants = server.bean(Grants.class);
    private final Member person = server.member();
    private final WebSession member = server.signedIn(person);

    @Test
    void a_yes_to_what_an_app_asked_before_is_none_to_what_it_asks_now() {
        TestApp app = TestApp.create();
        String path = app.authorizePath(Map.of());
        Map<String, String> yes = TestApp.answer(member.get(path), Map.of("allow", "Authorize project"));
        TestProjects.edit(app.project(), "request_username_access", "True", "redirect_url", app.redirectUri());
        assertThat(app.project().version()).isEqualTo(2);

        HttpResponse<String> late = member.post(path, yes);

        assertThat(late.statusCode()).isEqualTo(200);
        assertThat(late.body()).contains("nothing was done").contains("username");
        assertThat(grants.find(app.project().clientRowId(), person.id())).isEmpty();
        assertThat(member.post(path, TestApp.answer(late, Map.of("allow", "Authorize project")))
                        .statusCode())
                .isEqualTo(303);
        assertThat(grants.find(app.project().clientRowId(), person.id())
                        .orElseThrow()
                        .permissions()
                        .version())
                .isEqualTo(2);
    }

    @Test
    void nor_is_one_on_this_site() {
        TestOnSite onSite = TestOnSite.create(server.member());
        onSite.accept(member);
        String path = onSite.project().onSiteAuthorizePath();
        Map<String, String> yes = TestApp.answer(member.get(path), Map.of());
        TestProjects.edit(onSite.project(), "consent_text", "We read everything now.");
        // The text is read and accepted; the permissions under it were shown before.
        onSite.accept(member);

        member.post(path, yes);

        assertThat(grants.find(onSite.project().clientRowId(), person.id())).isEmpty();
        onSite.authorize(member, Map.of());
        assertThat(grants.find(onSite.project().clientRowId(), person.id())).isPresent();
    }
}
