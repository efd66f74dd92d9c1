package vouchsafe.portal.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestOnSite;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;

/** Both sides of a connection get receipts that anybody can check. */
class ReceiptsTest {
    private static final String API = "/api/direct-sharing/project/receipts/";
    private final TestServer server = TestServer.shared();
    private final Member coordinator = server.member();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    @Test
    void consent_and_withdrawal_are_signed_and_both_sides_read_the_same() throws Exception {
        TestApp app = TestApp.create(coordinator, Map.of("erasure_supported", "on"));
        app.connect(browser);
        Grant grant = grant(app);
        server.bean(Grants.class).hide(grant.id(), true);
        leave(grant, Map.of("erasure_requested", "on"));
        String own = "/member/me/connections/" + grant.id() + "/receipts/";
        String theirs = "/direct-sharing/projects/receipts/" + app.project().slug() + "/" + grant.subject() + "/";

        assertThat(browser.get(own).body())
                .contains("Consent given")
                .contains("Consent withdrawn")
                .contains("The member withdrew.")
                .contains("The project was asked to delete")
                .contains("/.well-known/receipt-keys.json");
        HttpResponse<String> consent = browser.get(own + "1.json");
        assertThat(consent.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        JsonNode statement = verified(read(consent.body()));
        assertThat(statement.path("kind").asString()).isEqualTo("authorized");
        assertThat(statement.path("iss").asString()).isEqualTo(server.url(""));
        assertThat(statement.path("project").path("id").asInt())
                .isEqualTo(app.project().id());
        assertThat(statement.path("project_member_id").asString()).isEqualTo(grant.subject());
        assertThat(statement.path("document").path("shown").path("name").asString())
                .isEqualTo(app.project().name());
        assertThat(statement.path("document").path("agreed").path("version").asInt())
                .isEqualTo(1);
        assertThat(consent.body()).doesNotContain(member.username(), member.email());
        assertThat(browser.get(own + "2.json").statusCode())
                .as("hiding a connection is the member's own affair")
                .isEqualTo(404);
        assertThat(browser.get(own + "9.json").statusCode()).isEqualTo(404);

        WebSession project = server.signedIn(coordinator);
        assertThat(project.get("/direct-sharing/projects/withdrawn-members/"
                                + app.project().slug() + "/")
                        .body())
                .contains(theirs);
        assertThat(project.get(theirs).body()).contains("Consent withdrawn").doesNotContain(member.username());
        JsonNode withdrawn = verified(read(project.get(theirs + "3.json").body()));
        JsonNode ours = verified(read(browser.get(own + "3.json").body()));
        assertThat(withdrawn.path("document")).isEqualTo(ours.path("document"));
        assertThat(withdrawn.path("hash")).isEqualTo(ours.path("hash"));
        assertThat(withdrawn.path("document").path("erasure_requested").asBoolean())
                .isTrue();
    }

    @Test
    void the_project_gets_them_through_the_api_also_after_the_member_left() throws Exception {
        TestApp app = TestApp.create(coordinator, Map.of());
        Answer tokens = app.connect(browser);
        Grant grant = grant(app);
        assertThat(api(tokens.text("access_token"), "").json().path("receipts")).hasSize(1);
        leave(grant, Map.of());
        String master = server.bean(MasterTokens.class)
                .replace(app.project(), coordinator.id())
                .orElseThrow()
                .reveal();

        Answer answer = api(master, "?project_member_id=" + grant.subject());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("receipts")).hasSize(2);
        for (JsonNode receipt : answer.json().path("receipts")) {
            verified(receipt);
        }
        assertThat(api(master, "").status()).isEqualTo(400);
        assertThat(api(master, "?project_member_id=00000000").status()).isEqualTo(400);
        assertThat(api(master, "?project_member_id=%00").status()).isEqualTo(400);
        assertThat(api(tokens.text("access_token"), "").status()).isEqualTo(401);
        String stranger = TestOnSite.create(server.member()).masterToken();
        assertThat(api(stranger, "?project_member_id=" + grant.subject()).status())
                .isEqualTo(400);
    }

    @Test
    void the_accepted_text_of_an_on_site_project_is_in_the_receipt() throws Exception {
        TestOnSite onSite = TestOnSite.create(coordinator, "consent_text", "We weigh your *breakfast*.");
        onSite.join(browser);
        Grant grant = server.bean(Grants.class)
                .find(onSite.project().clientRowId(), member.id())
                .orElseThrow();
        String own = "/member/me/connections/" + grant.id() + "/receipts/";
        assertThat(browser.get(own).body()).contains("We weigh your <em>breakfast</em>.");
        assertThat(verified(read(browser.get(own + "1.json").body()))
                        .path("document")
                        .path("shown")
                        .path("consentText")
                        .asString())
                .isEqualTo("We weigh your *breakfast*.");
    }

    @Test
    void a_changed_receipt_does_not_verify() throws Exception {
        TestApp app = TestApp.create(coordinator, Map.of());
        app.connect(browser);
        JsonNode receipt =
                read(browser.get("/member/me/connections/" + grant(app).id() + "/receipts/1.json")
                        .body());
        JWSObject signed = JWSObject.parse(receipt.path("jws").asString());
        String other = signed.getPayload().toString().replace("\"authorized\"", "\"withdrawn\"");
        String forged =
                signed.getHeader().toBase64URL() + "." + new Payload(other).toBase64URL() + "." + signed.getSignature();
        assertThat(JWSObject.parse(forged).verify(new ECDSAVerifier(key(signed))))
                .isFalse();
    }

    @Test
    void nobody_else_reads_them() {
        TestApp app = TestApp.create(coordinator, Map.of());
        app.connect(browser);
        Grant grant = grant(app);
        String own = "/member/me/connections/" + grant.id() + "/receipts/";
        String theirs = "/direct-sharing/projects/receipts/" + app.project().slug() + "/" + grant.subject() + "/";
        WebSession other = server.signedIn(server.member());
        for (String path : new String[] {own, own + "1.json", theirs, theirs + "1.json"}) {
            assertThat(other.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(server.browser().get(path).statusCode()).as(path).isEqualTo(302);
        }
        assertThat(browser.get(theirs).statusCode()).isEqualTo(404);
        assertThat(server.signedIn(coordinator).get(own).statusCode()).isEqualTo(404);
    }

    @Test
    void EN_02_the_database_holds_no_private_key_in_clear() {
        String keys = server.browser().get("/.well-known/receipt-keys.json").body();
        assertThat(keys).contains("\"P-256\"").doesNotContain("\"d\"");
        assertThat(server.bean(JdbcClient.class)
                        .sql("SELECT public_jwk || encode(wrapped, 'escape') FROM signing_keys")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains("\"d\""));
    }

    private JsonNode verified(JsonNode document) throws Exception {
        JWSObject signed = JWSObject.parse(document.path("jws").asString());
        assertThat(signed.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(signed.getHeader().getType().getType()).isEqualTo("vouchsafe-receipt+jws");
        assertThat(signed.verify(new ECDSAVerifier(key(signed)))).isTrue();
        JsonNode statement = read(signed.getPayload().toString());
        assertThat(statement).isEqualTo(document.path("receipt"));
        return statement;
    }

    private ECKey key(JWSObject signed) throws Exception {
        String published =
                server.browser().get("/.well-known/receipt-keys.json").body();
        return JWKSet.parse(published)
                .getKeyByKeyId(signed.getHeader().getKeyID())
                .toECKey();
    }

    private Answer api(String token, String query) {
        return TestApp.get(API + query, Map.of("Authorization", "Bearer " + token));
    }

    private Grant grant(TestApp app) {
        return server.bean(Grants.class).find(app.client().id(), member.id()).orElseThrow();
    }

    private void leave(Grant grant, Map<String, String> fields) {
        browser.submit("/direct-sharing/projects/leave/" + grant.id() + "/", fields);
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
