package vouchsafe.portal.oauthclients;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/** An administrator at {@code /admin/oauthclients}, and the form as they fill it in. */
final class ClientPages {
    static final String NEW = "/admin/oauthclients/new";

    private final TestServer server = TestServer.shared();
    private final WebSession administrator = server.signedIn(server.administrator());
    private final String name = "Client " + UUID.randomUUID();

    WebSession administrator() {
        return administrator;
    }

    /** What nobody else calls a client. */
    String name() {
        return name;
    }

    /** A form that is right, with these names and values in it. */
    Map<String, String> form(String... changes) {
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

    /** Where the page of a client registered like this is. */
    String registered(String... changes) {
        HttpResponse<String> answer = administrator.submit(NEW, form(changes));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The client of that page as it is stored now. */
    Client client(String path) {
        return server.bean(Clients.class)
                .byClientId(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow();
    }
}
