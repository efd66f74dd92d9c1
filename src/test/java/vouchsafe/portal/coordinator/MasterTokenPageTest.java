package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;

/** A new master token is made after a question: does the one there is go on for a while, or end at once? */
@TravelsInTime
class MasterTokenPageTest {
    private static final Pattern TOKEN =
            Pattern.compile("data-copy-label=\"master access token\"[^>]*><code[^>]*>([A-Za-z0-9]{64})</code>");

    private final TestServer server = TestServer.shared();
    private final MasterTokens tokens = server.bean(MasterTokens.class);
    private final Member coordinator = server.member();
    private final Project project = TestProjects.create(coordinator.id()).project();
    private final String path = project.detailPath() + "master-token/";

    private String made(String before) {
        WebSession browser = server.signedIn(coordinator);
        assertThat(browser.submit(path, Map.of("before", before)).statusCode()).isEqualTo(303);
        Matcher token = TOKEN.matcher(browser.get(project.detailPath()).body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private boolean works(String token) {
        return tokens.judge(token) instanceof MasterTokens.Verdict.Good;
    }

    @Test
    void the_page_of_the_project_leads_to_the_question_and_looking_changes_nothing() {
        String token = made("now");
        WebSession browser = server.signedIn(coordinator);
        assertThat(browser.get(project.detailPath()).body()).contains("href=\"" + path + "\"");
        assertThat(browser.get(path).body()).contains("It goes on for now", "It ends at once");
        assertThat(works(token)).isTrue();
        assertThat(server.signedIn(server.member()).get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_old_one_goes_on_but_not_for_longer_than_it_would_have() {
        String first = made("now");
        server.later(Duration.ofHours(20));
        String second = made("week");
        assertThat(works(first)).isTrue();
        assertThat(works(second)).isTrue();
        server.later(Duration.ofHours(5));
        assertThat(tokens.judge(first)).isInstanceOf(MasterTokens.Verdict.Expired.class);
        assertThat(works(second)).isTrue();
    }

    @Test
    void one_that_never_expires_goes_on_for_a_week() {
        String first = made("now");
        tokens.setNeverExpires(
                server.bean(Projects.class).find(project.id()).orElseThrow(),
                true,
                server.administrator().id());
        String second = made("week");
        server.later(Duration.ofDays(6));
        assertThat(works(first)).isTrue();
        server.later(Duration.ofDays(2));
        assertThat(works(first)).isFalse();
        assertThat(works(second)).isTrue();
    }

    @Test
    void the_old_one_ends_at_once_where_that_is_chosen_now_or_afterwards() {
        String first = made("now");
        String second = made("now");
        assertThat(works(first)).isFalse();
        String third = made("week");
        assertThat(works(second)).isTrue();
        WebSession browser = server.signedIn(coordinator);
        assertThat(browser.get(path).body()).contains("Two tokens work at the moment");
        browser.post(path + "end-before/", Map.of());
        assertThat(works(second)).isFalse();
        assertThat(works(third)).isTrue();
        String fourth = made("week");
        made("week");
        assertThat(works(third)).as("of three tokens the oldest is gone").isFalse();
        assertThat(works(fourth)).isTrue();
    }
}
