package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.NewMember;
import vouchsafe.accounts.Password;
import vouchsafe.app.Server;
import vouchsafe.app.Setting;
import vouchsafe.app.Settings;

/** A server whose public address is https, reached as its reverse proxy reaches it. */
class BehindTlsTest {
    @TempDir
    static Path folder;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.start(Settings.of(Map.of(
                Setting.PORT,
                "0",
                Setting.DATA_DIR,
                folder.toString(),
                Setting.BASE_URL,
                "https://share.example.org")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void UI_07_cookies_are_bound_to_host_and_tls() throws Exception {
        HttpResponse<String> form = send(request("/account/login/").GET());
        String formCookie = form.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(formCookie)
                .startsWith("__Host-vouchsafe-form=")
                .contains("; Secure")
                .contains("; HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/")
                .doesNotContain("Domain");

        String csrf = form.body().replaceAll("(?s).*name=\"csrfmiddlewaretoken\" value=\"([^\"]+)\".*", "$1");
        Member member = server.context()
                .getBean(Members.class)
                .create(new NewMember(
                        "tls_member", "T", "tls@example.org", true, new Password("correct horse battery"), false));
        HttpResponse<String> signedIn = send(request("/account/login/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", formCookie.substring(0, formCookie.indexOf(';')))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "login=" + member.username() + "&password=correct+horse+battery&csrfmiddlewaretoken=" + csrf)));
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-vouchsafe=")
                        .contains("; Secure")
                        .contains("; HttpOnly")
                        .contains("SameSite=Lax")
                        .contains("Path=/")
                        .doesNotContain("Domain"))
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Host-"));
    }

    @Test
    void UI_02_browsers_are_told_to_stay_with_tls() throws Exception {
        assertThat(send(request("/").GET()).headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
