package vouchsafe.portal.oauthclients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Clients;
import vouchsafe.hypothesis.AnnotationApp;

/** What a client can do once it is registered at {@code /admin/oauthclients}, and changed there. */
class RegisteredClientTest {
    private final TestServer server = TestServer.shared();
    private final ClientPages pages = new ClientPages();
    private final WebSession administrator = pages.administrator();
    private final String name = pages.name();

    @Test
    void the_list_is_in_the_order_of_names_whatever_their_case() {
        for (String last : List.of("c", "A", "b")) {
            pages.registered("name", name + last);
        }
        assertThat(administrator.get("/admin/oauthclients").body())
                .containsSubsequence(name + "A</a>", name + "b</a>", name + "c</a>");
    }

    @Test
    void codes_go_where_the_markers_led_when_the_client_was_registered() {
        String port = server.url("").substring("http://127.0.0.1".length());
        AnnotationApp app = AnnotationApp.of(pages.client(
                pages.registered("redirect_url", "{current_scheme}://{current_host}" + port + "/app.html")));
        WebSession member = server.signedIn(server.member());
        HttpResponse<String> answer = app.authorize(member, Map.of());
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(server.url("/app.html?code="));
        Map<String, String> form = new HashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                app.clientId(),
                "code",
                TestApp.values(location, "code").getFirst(),
                "redirect_uri",
                "{current_scheme}://{current_host}" + port + "/app.html"));
        assertThat(AnnotationApp.token(form).status()).isEqualTo(400);
        form.put("redirect_uri", server.url("/app.html"));
        assertThat(AnnotationApp.token(form).status()).isEqualTo(200);
    }

    @Test
    void whether_a_client_gets_codes_follows_its_grant_type() {
        String path = pages.registered();
        AnnotationApp app = AnnotationApp.of(pages.client(path));
        WebSession member = server.signedIn(server.member());
        assertThat(member.get(app.authorizePath(Map.of())).statusCode()).isEqualTo(200);
        administrator.get(path);
        HttpResponse<String> vouching =
                administrator.post(path, pages.form("grant_type", "jwt_bearer", "authority", "partner.example"));
        assertThat(vouching.statusCode()).isEqualTo(200);
        // Nobody is told of a secret that was not made.
        assertThat(vouching.body()).contains("This client has no secret that works");
        assertThat(member.get(app.authorizePath(Map.of())).statusCode()).isEqualTo(400);
        administrator.post(path, pages.form());
        assertThat(member.get(app.authorizePath(Map.of())).statusCode()).isEqualTo(200);
    }

    @Test
    void a_secret_is_made_here_and_never_taken_from_the_form() {
        String path = pages.registered("grant_type", "client_credentials", "authority", "partner.example");
        String page = administrator.get(path).body();
        String secret = page.replaceAll("(?s).*shown this once.*?<code[^>]*>([^<]+)</code>.*", "$1");
        administrator.post(
                path,
                pages.form(
                        "grant_type",
                        "client_credentials",
                        "authority",
                        "partner.example",
                        "client_secret",
                        "chosen",
                        "id",
                        "chosen"));
        Clients clients = server.bean(Clients.class);
        assertThat(clients.authenticate(pages.client(path), "chosen")).isFalse();
        assertThat(clients.authenticate(pages.client(path), secret)).isTrue();
        String confidential = pages.registered("confidential", "true");
        assertThat(administrator.get(confidential).body()).contains("shown this once");
        assertThat(pages.client(confidential).secrets()).hasSize(1);
    }
}
