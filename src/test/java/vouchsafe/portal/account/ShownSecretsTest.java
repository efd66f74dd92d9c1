package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.checklist.Node;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/** A secret that was just made survives a reload, for the one who made it, in the browser in which they did. */
class ShownSecretsTest {
    private static final Pattern SECRET =
            Pattern.compile("data-copy-label=\"client secret\"[^>]*><code[^>]*>([A-Za-z0-9]{20,})</code>");

    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Project project = TestProjects.create(coordinator.id()).project();
    private final WebSession browser = server.signedIn(coordinator);

    private String made() {
        browser.submit(project.detailPath(), Map.of());
        browser.post(project.detailPath() + "secrets/", Map.of("retire", "now"));
        return secret(browser.get(project.detailPath()).body());
    }

    private static String secret(String page) {
        Matcher secret = SECRET.matcher(page);
        assertThat(secret.find()).as(page).isTrue();
        return secret.group(1);
    }

    @Test
    void it_is_there_after_a_reload_and_on_another_node() {
        String secret = made();
        var again = browser.get(project.detailPath());
        assertThat(again.body()).contains(secret);
        assertThat(again.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        try (Node node = Node.besideShared()) {
            String there = browser.send(HttpRequest.newBuilder(URI.create(node.url() + project.detailPath()))
                            .build())
                    .body();
            assertThat(there).contains(secret);
        }
    }

    @Test
    void it_is_in_no_other_browser_and_for_nobody_else() {
        String secret = made();
        assertThat(server.signedIn(coordinator).get(project.detailPath()).body())
                .as("another browser of the same person")
                .doesNotContain(secret);
        assertThat(server.signedIn(server.administrator())
                        .get(project.detailPath())
                        .body())
                .doesNotContain(secret);
    }

    @Test
    void who_says_that_they_saved_it_does_not_see_it_again() {
        String secret = made();
        String page = browser.get(project.detailPath()).body();
        assertThat(page).contains("I have saved it");
        var saved =
                browser.post("/account/secrets/saved/", Map.of("name", "project." + project.id() + ".CLIENT_SECRET"));
        assertThat(saved.headers().firstValue("Location").orElse("")).endsWith(project.detailPath() + "#credentials");
        assertThat(browser.get(project.detailPath()).body())
                .doesNotContain(secret)
                .contains("It is not shown any more.");
        assertThat(browser.post("/account/secrets/saved/", Map.of("name", "of.nothing"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void one_that_was_retired_meanwhile_is_not_shown() {
        String secret = made();
        String page = browser.get(project.detailPath()).body();
        String retire = page.replaceAll("(?s).*action=\"([^\"]*/retire/)\".*", "$1");
        browser.post(retire, Map.of());
        assertThat(browser.get(project.detailPath()).body()).doesNotContain(secret);
    }
}
