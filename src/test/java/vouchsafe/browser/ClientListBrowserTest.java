package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.AnnotationApp;

/** The pages about OAuth clients, crowded and with names that nobody would choose. */
class ClientListBrowserTest extends BrowserTest {
    private final Clients clients = server.bean(Clients.class);
    private final String mark = RandomText.alphanumeric(10);

    @Test
    void thirty_clients_and_one_with_a_long_name_and_two_secrets() {
        for (int i = 0; i < 28; i++) {
            AnnotationApp.create().named("Reading circle " + (i + 1) + " " + mark);
        }
        AnnotationApp.serving("partner." + mark.toLowerCase(java.util.Locale.ROOT) + ".example");
        AnnotationApp longest = AnnotationApp.confidential().named(("Wonderfully" + mark).repeat(4) + " and more");
        clients.issueSecret(
                longest.client().id(), InstantSource.system().instant().plusSeconds(600_000));
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/oauthclients?q=" + mark);
        assertThat(page.locator("tbody tr").count()).isEqualTo(30);
        picture(page, "oauthclients-many");
        page.locator("tbody a:has-text('Wonderfully')").click();
        assertThat(page.textContent("main")).contains("Two secrets work");
        picture(page, "oauthclient-two-secrets");
        open("/admin/oauthclients?q=nobody+is+called+this");
        picture(page, "oauthclients-none");
    }
}
