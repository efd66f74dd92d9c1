package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;
import vouchsafe.webhooks.Receiver;

/** The page on which a coordinator sets up, tries out and watches the webhook; signatures checked as a receiver would. */
class WebhookPageTest {
    private static final Pattern SECRET = Pattern.compile("\\b[A-Za-z0-9]{32}\\b");
    private final TestServer server = TestServer.shared();
    private final Receiver receiver = new Receiver();
    private final Member coordinator = server.member();
    private final WebSession browser = server.signedIn(coordinator);
    private final Project project = TestProjects.create(coordinator.id(), "deauth_webhook", receiver.url())
            .project();
    private final String path = "/direct-sharing/projects/webhooks/" + project.slug() + "/";

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void a_test_shows_its_result_at_once() {
        assertThat(afterTest()).contains("Your server took the test event: it answered 200");
        receiver.answers(500, "Oh no");
        assertThat(afterTest()).contains("Your server answered the test event with 500");
        receiver.close();
        assertThat(afterTest()).contains("The test event did not arrive:");
        assertThat(receiver.calls().getFirst().body()).contains("\"project_member_id\": \"00000000\"");
    }

    @Test
    void PT_06_a_secret_is_replaced_without_a_gap_and_the_old_one_can_be_ended_at_once() throws Exception {
        String first = newSecret("week");
        afterTest();
        assertSigned(List.of(first));

        String second = newSecret("week");
        assertThat(second).isNotEqualTo(first);
        afterTest();
        assertSigned(List.of(second, first));

        String third = newSecret("now");
        afterTest();
        assertSigned(List.of(third));
        assertThat(browser.get(path).body())
                .as("after a reload")
                .contains(third)
                .doesNotContain(second);
    }

    @Test
    void the_url_is_set_here_too_and_checked() {
        browser.get(path);
        HttpResponse<String> wrong = browser.post(path + "url/", Map.of("deauth_webhook", "ftp://example.org/"));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Enter a valid URL.", "value=\"ftp://example.org/\"");
        assertThat(stored().details().leaving().deauthWebhook()).isEqualTo(receiver.url());
        browser.post(path + "url/", Map.of("deauth_webhook", "https://example.org/hook"));
        assertThat(stored().details().leaving().deauthWebhook()).isEqualTo("https://example.org/hook");
        browser.get(path);
        browser.post(path + "url/", Map.of("deauth_webhook", ""));
        assertThat(stored().details().leaving().deauthWebhook()).isEmpty();
        assertThat(browser.get(path).body()).doesNotContain("Send a test event");
    }

    @Test
    void nobody_else_gets_near_it() {
        WebSession other = server.signedIn(server.member());
        assertThat(other.get(path).statusCode()).isEqualTo(404);
        other.get("/account/");
        for (String action : List.of("url/", "secret/", "test/", "again/")) {
            HttpResponse<String> refused =
                    other.post(path + action, Map.of("delivery", "00000000-0000-0000-0000-000000000000"));
            assertThat(refused.statusCode()).as(action).isEqualTo(404);
            other.get("/account/");
        }
        assertThat(receiver.calls()).isEmpty();
        assertThat(stored().webhookSecretSet()).isFalse();
    }

    private String afterTest() {
        browser.get(path);
        browser.post(path + "test/", Map.of());
        return browser.get(path).body();
    }

    private String newSecret(String before) {
        browser.get(path);
        browser.post(path + "secret/", Map.of("before", before));
        String page = browser.get(path).body();
        Matcher secret = SECRET.matcher(page.substring(page.indexOf("shown this once")));
        assertThat(secret.find()).isTrue();
        return secret.group();
    }

    private void assertSigned(List<String> secrets) throws GeneralSecurityException {
        Receiver.Call call = receiver.calls().getLast();
        String head = call.header("webhook-id") + "." + call.header("webhook-timestamp") + ".";
        List<String> expected = new ArrayList<>();
        for (String secret : secrets) {
            expected.add("v1," + Base64.getEncoder().encodeToString(mac("HmacSHA256", secret, head + call.body())));
        }
        assertThat(call.header("webhook-signature")).isEqualTo(String.join(" ", expected));
        assertThat(call.header("X-OpenHumans-Webhooks-Signature"))
                .isEqualTo("sha1=" + HexFormat.of().formatHex(mac("HmacSHA1", secrets.getFirst(), call.body())));
    }

    private static byte[] mac(String algorithm, String secret, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private Project stored() {
        return server.bean(Projects.class).find(project.id()).orElseThrow();
    }
}
