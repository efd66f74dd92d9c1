package vouchsafe.portal.oauthclients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.clients.ServerRights;

/** {@code /admin/oauthclients}: reference section 1, and oauthclients_test.py and permissions_test.py of section 8. */
class OAuthClientsPageTest {
    private static final String NEW = ClientPages.NEW;

    private final TestServer server = TestServer.shared();
    private final ClientPages pages = new ClientPages();
    private final WebSession administrator = pages.administrator();
    private final String name = pages.name();

    private void assertMend(String field, String message, String... changes) {
        HttpResponse<String> answer = administrator.submit(NEW, pages.form(changes));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id_" + field + "_error").contains(message);
    }

    @Test
    void nobody_but_an_administrator_finds_anything() {
        String path = pages.registered();
        for (WebSession other : List.of(server.browser(), server.signedIn(server.member()), reviewer())) {
            for (String each : List.of("/admin/oauthclients", NEW, path)) {
                assertThat(other.get(each).statusCode()).isEqualTo(404);
            }
        }
        for (String nobody : List.of("nope", UUID.randomUUID().toString(), "510cd02e-767b-11e7-b34b")) {
            String there = "/admin/oauthclients/" + nobody;
            assertThat(administrator.get(there).statusCode()).isEqualTo(404);
            administrator.get(NEW);
            assertThat(administrator.post(there, pages.form()).statusCode()).isEqualTo(404);
            assertThat(administrator.post(there, Map.of("delete", "delete")).statusCode())
                    .isEqualTo(404);
        }
        assertThat(administrator.get("/admin/oauthclients/%00").statusCode()).isIn(400, 404);
    }

    /** Somebody with duties here who is no administrator. */
    private WebSession reviewer() {
        Member member = server.member();
        server.bean(JdbcClient.class)
                .sql("UPDATE members SET reviewer = true WHERE id = :id")
                .param("id", member.id())
                .update();
        TestServer.shared().heard();
        WebSession reviewer = server.signedIn(member);
        assertThat(reviewer.get("/review/").statusCode()).isEqualTo(200);
        return reviewer;
    }

    @Test
    void a_client_is_registered_listed_and_public_without_a_secret() {
        HttpResponse<String> blank = administrator.get(NEW);
        assertThat(blank.body()).contains("value=\"127.0.0.1\"").contains("value=\"authorization_code\" checked");
        assertThat(blank.body())
                .containsPattern("name=\"trusted\"[^>]*>")
                .doesNotContainPattern("name=\"trusted\"[^>]*checked");
        String path = pages.registered();
        HttpResponse<String> page = administrator.get(path);
        assertThat(path).startsWith("/admin/oauthclients/");
        assertThat(page.body()).contains("Success. We've saved your changes.").doesNotContain("shown this once");
        assertThat(administrator.get("/admin/oauthclients").body())
                .contains(name)
                .contains(pages.client(path).clientId());
        assertThat(pages.client(path).confidential()).isFalse();
        assertThat(pages.client(path).secrets()).isEmpty();
        assertThat(pages.client(path).trusted()).isFalse();
        assertThat(pages.client(path).grantTypes()).containsExactlyInAnyOrder("authorization_code", "refresh_token");
    }

    @Test
    void the_other_grants_get_a_secret_that_is_shown_once() {
        for (String grantType : new String[] {"jwt_bearer", "client_credentials"}) {
            String path = pages.registered("grant_type", grantType, "authority", "partner.example", "redirect_url", "");
            assertThat(administrator.get(path).body()).contains("shown this once");
            assertThat(administrator.get(path).body()).as("after a reload").contains("shown this once");
            assertThat(pages.client(path).secrets()).hasSize(1);
        }
    }

    @Test
    void a_server_gets_rights_over_members_of_this_one_only_where_somebody_says_so() {
        assertThat(administrator.get(ClientPages.NEW).body())
                .contains("whoever holds the secret can make accounts here and act as any member");
        String path = pages.registered(
                "grant_type", "client_credentials", "own_members", "true", "bulk", "true", "redirect_url", "");
        assertThat(pages.client(path).rights()).isEqualTo(new ServerRights(true, true));
        assertThat(administrator.get(path).body())
                .containsPattern("name=\"own_members\"[^>]*checked")
                .containsPattern("name=\"bulk\"[^>]*checked");
        administrator.post(
                path,
                pages.form("grant_type", "client_credentials", "authority", "partner.example", "own_members", "x"));
        assertThat(pages.client(path).rights()).isEqualTo(ServerRights.NONE);
        String vouching = pages.registered("grant_type", "jwt_bearer", "own_members", "true", "bulk", "true");
        assertThat(pages.client(vouching).rights()).isEqualTo(new ServerRights(true, false));
        assertThat(pages.client(pages.registered("own_members", "true", "bulk", "true"))
                        .rights())
                .isEqualTo(ServerRights.NONE);
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
        String path = pages.registered(
                "redirect_url", "https://one.example/cb\r\n{current_scheme}://{current_host}" + port + "/app.html");
        assertThat(pages.client(path).redirectUris())
                .extracting(uri -> uri.value())
                .containsExactly("https://one.example/cb", server.url("/app.html"));
    }

    @Test
    void a_client_is_changed_in_place_and_its_id_stays() {
        String path = pages.registered();
        String clientId = pages.client(path).clientId();
        administrator.get(path);
        HttpResponse<String> saved = administrator.post(
                path,
                pages.form(
                        "name",
                        name + " II",
                        "trusted",
                        "true",
                        "client_id",
                        "other",
                        "pkce_required",
                        "true",
                        "redirect_url",
                        "https://new.example.org/cb"));
        assertThat(saved.statusCode()).isEqualTo(200);
        assertThat(saved.body()).contains("Success.").contains(name + " II").contains(clientId);
        assertThat(pages.client(path).trusted()).isTrue();
        assertThat(pages.client(path).pkceRequired()).isTrue();
        assertThat(pages.client(path).redirectUris())
                .extracting(uri -> uri.value())
                .containsExactly("https://new.example.org/cb");
        assertThat(administrator.post(path, pages.form("redirect_url", "")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void secrets_rotate_with_two_alive() {
        String path = pages.registered("grant_type", "client_credentials", "authority", "partner.example");
        administrator.get(path);
        administrator.post(path + "/secrets", Map.of("retire", "week"));
        assertThat(administrator.get(path).body()).contains("shown this once");
        assertThat(pages.client(path).secrets()).hasSize(2);
        administrator.post(path + "/secrets", Map.of("retire", "week"));
        assertThat(pages.client(path).secrets()).hasSize(2);
        UUID old = pages.client(path).secrets().getLast().id();
        administrator.post(path + "/secrets/" + old + "/retire", Map.of());
        assertThat(pages.client(path).secrets().getLast().expiresAt()).isNotNull();
    }

    @Test
    void nothing_is_changed_or_deleted_without_the_anti_forgery_value() {
        String path = pages.registered();
        administrator.get(path);
        Map<String, String> forged = Map.of("delete", "delete", "csrfmiddlewaretoken", "forged");
        assertThat(administrator.post(path, forged).statusCode()).isEqualTo(403);
        HttpResponse<String> deleted = administrator.post(path, Map.of("delete", "delete"));
        assertThat(deleted.statusCode()).isEqualTo(303);
        assertThat(deleted.headers().firstValue("Location")).hasValue("/admin/oauthclients");
        assertThat(administrator.get("/admin/oauthclients").body())
                .contains(name + " is deleted.")
                .doesNotContain(name + "</a>");
        assertThat(administrator.get(path).statusCode()).isEqualTo(404);
    }
}
