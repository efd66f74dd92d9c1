package vouchsafe.portal.account;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.Mailbox;
import vouchsafe.TestServer;
import vouchsafe.WebSession;

/** Someone who signs up through the form. */
record People(String username, String email) {
    static final String PASSWORD = "three green bottles";

    static People someone() {
        String username = "person_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        return new People(username, username + "@example.org");
    }

    People claiming(String otherEmail) {
        return new People(username, otherEmail);
    }

    Map<String, String> form() {
        return Map.of("username", username, "name", "Some One", "email", email, "password", PASSWORD);
    }

    HttpResponse<String> signUp(WebSession browser) {
        return browser.submit("/account/signup/", form());
    }

    Mailbox mailbox(TestServer server) {
        return new Mailbox(server, email);
    }

    static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    static String linkValue(String path) {
        return path.substring(path.indexOf("link=") + 5);
    }
}
