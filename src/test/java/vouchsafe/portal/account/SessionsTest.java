package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;

class SessionsTest {
    private static final Pattern HANDLE = Pattern.compile("name=\"session\" value=\"([0-9a-f]+)\"");
    private final TestServer server = TestServer.shared();

    @Test
    void a_member_sees_each_browser_and_signs_one_out() {
        Member member = server.member();
        WebSession here = server.signedIn(member);
        WebSession phone = signInWithPhone(member);
        String list = here.get("/account/sessions/").body();
        assertThat(list).contains("Safari on iPhone").contains("this browser").contains("127.0.0.1");
        Matcher handle = HANDLE.matcher(list);
        assertThat(handle.find()).isTrue();
        String value = handle.group(1);
        assertThat(handle.find()).as("the current browser has no button").isFalse();
        here.post("/account/sessions/end/", Map.of("session", value));
        assertThat(phone.get("/account/").statusCode()).isEqualTo(302);
        assertThat(here.get("/account/sessions/").body())
                .contains("That browser is signed out.")
                .doesNotContain("iPhone");
    }

    @Test
    void a_member_signs_out_all_others() {
        Member member = server.member();
        WebSession here = server.signedIn(member);
        WebSession second = server.signedIn(member);
        WebSession third = server.signedIn(member);
        here.submit("/account/sessions/", Map.of());
        here.post("/account/sessions/end-others/", Map.of());
        assertThat(second.get("/account/").statusCode()).isEqualTo(302);
        assertThat(third.get("/account/").statusCode()).isEqualTo(302);
        assertThat(here.get("/account/").statusCode()).isEqualTo(200);
    }

    @Test
    void nobody_ends_the_session_of_another_member() {
        Member victim = server.member();
        WebSession victims = server.signedIn(victim);
        WebSession second = server.signedIn(victim);
        Matcher handle = HANDLE.matcher(victims.get("/account/sessions/").body());
        assertThat(handle.find()).isTrue();
        WebSession other = server.signedIn(server.member());
        other.get("/account/sessions/");
        other.post("/account/sessions/end/", Map.of("session", handle.group(1)));
        assertThat(second.get("/account/").statusCode()).isEqualTo(200);
    }

    private WebSession signInWithPhone(Member member) {
        WebSession phone = server.browser();
        phone.get("/account/login/");
        String form = "login=" + member.username() + "&password="
                + URLEncoder.encode(TestServer.PASSWORD, StandardCharsets.UTF_8) + "&csrfmiddlewaretoken="
                + URLEncoder.encode(phone.csrf(), StandardCharsets.UTF_8);
        phone.send(HttpRequest.newBuilder(URI.create(server.url("/account/login/")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
                                + " Gecko) Version/18.0 Mobile/15E148 Safari/604.1")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
        return phone;
    }
}
