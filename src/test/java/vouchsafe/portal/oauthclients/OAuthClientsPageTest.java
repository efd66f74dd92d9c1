package vouchsafe.portal.oauthclients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/** {@code /admin/oauthclients}: reference section 1, and oauthclients_test.py and permissions_test.py of section 8. */
class OAuthClientsPageTest {
    private static final String NEW = "/admin/oauthclients/new";

    private final TestServer server = TestServer.shared();
    private final WebSession administrator = server.signedIn(server.administrator());
    private final String name = "Client " + UUID.randomUUID();

    private Map<String, String> form(String... changes) {
        Map<String, String> form = new HashMap<>(Map.of(
                "name", name,
                "authority", "127.0.0.1",
                "grant_type", "authorization_code",
                "redirect_url", "https://app.example.org/cb"));
        for (int i = 0; i < changes.length; i += 2) {
            form.put(changes[i], changes[i + 1]);
        }
        return form;
    }

    private String registered(String... changes) {
        HttpResponse<String> answer = administrator.submit(NEW, form(changes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private Client client(String path) {
        return server.bean(Clients.class)
                .byClientId(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow();
    }

    private void assertMend(String field, String message, String... changes) {
        HttpResponse<String> answer = administrator.submit(NEW, form(changes));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id_" + field + "_error").contains(message);
    }

    @Test
    void nobody_but_an_administrator_finds_anything() {
        String path = registered();
        for (WebSession other : new WebSession[] {server.browser(), server.signedIn(server.member())}) {
            for (String each : new String[] {"/admin/oauthclients", NEW, path}) {
                assertThat(other.get(each).statusCode()).isEqualTo(404);
            }
        }
        assertThat(administrator.get("/admin/oauthclients/nope").statusCode()).isEqualTo(404);
        assertThat(administrator.get("/admin/oauthclients/%00").statusCode()).isIn(400, 404);
    }

    @Test
    void a_client_is_registered_listed_and_public_without_a_secret() {
        HttpResponse<String> blank = administrator.get(NEW);
        assertThat(blank.body()).contains("value=\"127.0.0.1\"").contains("value=\"authorization_code\" checked");
        String path = registered();
        HttpResponse<String> page = administrator.get(path);
        assertThat(page.body()).contains("Success. We've saved your changes.").doesNotContain("shown this once");
        assertThat(administrator.get("/admin/oauthclients").body())
                .contains(name)
                .contains(client(path).clientId());
        assertThat(client(path).confidential()).isFalse();
        assertThat(client(path).secrets()).isEmpty();
        assertThat(client(path).trusted()).isFalse();
        assertThat(client(path).grantTypes()).containsExactlyInAnyOrder("authorization_code", "refresh_token");
    }

    @Test
    void the_other_grants_get_a_secret_that_is_shown_once() {
        for (String grantType : new String[] {"jwt_bearer", "client_credentials"}) {
            String path = registered("grant_type", grantType, "authority", "partner.example", "redirect_url", "");
            assertThat(administrator.get(path).body()).contains("shown this once");
            assertThat(administrator.get(path).body()).doesNotContain("shown this once");
            assertThat(client(path).secrets()).hasSize(1);
        }
    }

    @Test
    void what_is_wrong_is_said_beside_its_field() {
        assertMend("name", "Required", "name", "");
        assertMend("authority", "Required", "authority", "");
        assertMend("authority", "domain", "authority", "not a domain");
        assertMend("authority", "third party", "grant_type", "client_credentials");
        assertMend("authority", "people sign in here", "authority", "partner.example");
        assertMend("grant_type", "One of", "grant_type", "password");
        assertMend("redirect_url", "Required when grant type is", "redirect_url", "");
        assertMend("redirect_url", "javascript:alert(1)", "redirect_url", "javascript:alert(1)");
        assertMend("redirect_url", "http://app.example.org", "redirect_url", "http://app.example.org/");
        assertMend("redirect_url", "{current_host}", "redirect_url", "https://{current_host}.evil.example/");
    }

    @Test
    void several_redirect_urls_and_markers_for_this_server_are_taken() {
        String port = server.url("").substring("http://127.0.0.1".length());
        String path = registered(
                "redirect_url", "https://one.example/cb\r\n{current_scheme}://{current_host}" + port + "/app.html");
        assertThat(client(path).redirectUris())
                .extracting(uri -> uri.value())
                .containsExactly("https://one.example/cb", server.url("/app.html"));
    }

    @Test
    void a_client_is_changed_in_place_and_its_id_stays() {
        String path = registered();
        String clientId = client(path).clientId();
        administrator.get(path);
        HttpResponse<String> saved = administrator.post(
                path, form("name", name + " II", "trusted", "true", "client_id", "other", "pkce_required", "true"));
        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.body()).contains("Success.").contains(name + " II").contains(clientId);
        assertThat(client(path).trusted()).isTrue();
        assertThat(client(path).pkceRequired()).isTrue();
        assertThat(administrator.post(path, form("redirect_url", "")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void secrets_rotate_with_two_alive() {
        String path = registered("grant_type", "client_credentials", "authority", "partner.example");
        administrator.get(path);
        administrator.post(path + "/secrets", Map.of("retire", "week"));
        assertThat(administrator.get(path).body()).contains("shown this once");
        assertThat(client(path).secrets()).hasSize(2);
        administrator.post(path + "/secrets", Map.of("retire", "week"));
        assertThat(client(path).secrets()).hasSize(2);
        UUID old = client(path).secrets().getLast().id();
        administrator.post(path + "/secrets/" + old + "/retire", Map.of());
        assertThat(client(path).secrets().getLast().expiresAt()).isNotNull();
    }

    @Test
    void nothing_is_changed_or_deleted_without_the_anti_forgery_value() {
        String path = registered();
        administrator.get(path);
        Map<String, String> forged = Map.of("delete", "delete", "csrfmiddlewaretoken", "forged");
        assertThat(administrator.post(path, forged).statusCode()).isEqualTo(403);
        assertThat(administrator.post(path, Map.of("delete", "delete")).statusCode())
                .isEqualTo(303);
        assertThat(administrator.get(path).statusCode()).isEqualTo(404);
    }
}
