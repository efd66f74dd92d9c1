package vouchsafe.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

class MetadataTest {
    private static final String DOCUMENT = "/.well-known/oauth-authorization-server";

    private final TestServer server = TestServer.shared();

    @Test
    void PK_12_MD_01_the_document_names_the_issuer_and_only_S256() {
        JsonNode document = TestApp.get(DOCUMENT, Map.of()).json();
        assertThat(document.path("issuer").asString()).isEqualTo(server.url(""));
        assertThat(document.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
        assertThat(document.path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void MD_03_every_address_in_the_document_answers() {
        JsonNode document = TestApp.get(DOCUMENT, Map.of()).json();
        assertThat(post(document.path("token_endpoint").asString())).isEqualTo(400);
        assertThat(post(document.path("revocation_endpoint").asString())).isEqualTo(401);
        HttpRequest authorize = HttpRequest.newBuilder(
                        URI.create(document.path("authorization_endpoint").asString()))
                .build();
        assertThat(TestApp.send(authorize).body()).contains("Missing client_id parameter.");
    }

    @Test
    void MD_05_a_spoofed_host_changes_nothing() {
        Answer plain = TestApp.get(DOCUMENT, Map.of());
        Answer spoofed = TestApp.get(
                DOCUMENT,
                Map.of(
                        "X-Forwarded-Host",
                        "evil.example",
                        "Forwarded",
                        "host=evil.example",
                        "X-Forwarded-Proto",
                        "https"));
        assertThat(spoofed.body()).isEqualTo(plain.body());
    }

    private static int post(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return TestApp.send(request).status();
    }
}
