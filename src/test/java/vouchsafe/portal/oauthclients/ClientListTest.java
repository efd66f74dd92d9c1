package vouchsafe.portal.oauthclients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.AnnotationApp;

/** An administrator finds a client among many, and reads off what its app must be told. */
class ClientListTest {
    private final TestServer server = TestServer.shared();
    private final WebSession administrator = server.signedIn(server.administrator());
    private final Clients clients = server.bean(Clients.class);
    private final String mark = RandomText.alphanumeric(12);

    private String found(String text) {
        return administrator
                .get("/admin/oauthclients?" + TestApp.encode(Map.of("q", text)))
                .body();
    }

    @Test
    void a_client_is_found_by_part_of_its_name_id_or_authority() {
        AnnotationApp reading = AnnotationApp.create().named("Reading circle " + mark);
        AnnotationApp partner = AnnotationApp.serving(mark.toLowerCase(java.util.Locale.ROOT) + ".example");
        for (String text : List.of("circle " + mark, mark.toUpperCase(java.util.Locale.ROOT), reading.clientId())) {
            assertThat(found(text)).contains(reading.clientId());
        }
        assertThat(found(mark)).contains(partner.clientId());
        assertThat(found("circle " + mark)).doesNotContain(partner.clientId());
        assertThat(found(mark + "%")).contains("No client found").doesNotContain(reading.clientId());
        assertThat(administrator
                        .get("/admin/oauthclients?q=%00&after=%00nobody")
                        .statusCode())
                .isIn(200, 400);
    }

    @Test
    void the_next_page_goes_on_where_the_last_one_ended() {
        Set<String> made = new java.util.TreeSet<>();
        for (String name : List.of("b", "C", "a", "a", "d")) {
            made.add(AnnotationApp.create().named(name + mark).clientId());
        }
        List<String> read = new ArrayList<>();
        List<Client> page = clients.registered(mark, "", 2);
        while (!page.isEmpty()) {
            page.forEach(client -> read.add(client.name().substring(0, 1) + client.clientId()));
            page = clients.registered(mark, page.getLast().clientId(), 2);
        }
        assertThat(read).extracting(each -> each.substring(0, 1)).containsExactly("a", "a", "b", "C", "d");
        assertThat(read).extracting(each -> each.substring(1)).containsExactlyInAnyOrderElementsOf(made);
    }

    private String page(AnnotationApp app) {
        return administrator.get("/admin/oauthclients/" + app.clientId()).body();
    }

    @Test
    void the_page_of_a_client_says_what_its_app_must_be_told() {
        assertThat(page(AnnotationApp.create()))
                .contains(">" + server.url("/oauth/authorize") + "<")
                .contains(">" + server.url("/api/token") + "<")
                .contains(">" + server.url("/oauth/revoke") + "<");
        assertThat(page(AnnotationApp.vouching(mark.toLowerCase(java.util.Locale.ROOT) + ".example")))
                .contains(">" + server.url("/api/token") + "<")
                .contains("Audience of assertions")
                .doesNotContain(">" + server.url("/oauth/authorize") + "<");
        assertThat(page(AnnotationApp.serving(mark.toLowerCase(java.util.Locale.ROOT) + ".example")))
                .contains(">" + server.url("/api/users") + "<")
                .doesNotContain(">" + server.url("/api/token") + "<");
    }

    @Test
    void secrets_tell_when_they_were_used_and_until_when_they_work() {
        AnnotationApp app = AnnotationApp.confidential();
        assertThat(page(app)).contains("not used yet").doesNotContain("works until");
        app.connect(server.signedIn(server.member()));
        assertThat(page(app)).contains("last used").doesNotContain("not used yet");
        administrator.post("/admin/oauthclients/" + app.clientId() + "/secrets", Map.of("retire", "week"));
        assertThat(page(app))
                .contains("shown this once")
                .contains("works until")
                .contains("Two secrets work")
                .doesNotContain("value=\"week\"");
    }
}
