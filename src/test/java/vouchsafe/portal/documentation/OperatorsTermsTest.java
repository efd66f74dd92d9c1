package vouchsafe.portal.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.web.pages.SiteFolder;

/** What a server asks about terms depends on whether its operator wrote any. Alone on its server, since all see the file. */
@TravelsInTime
class OperatorsTermsTest {
    private static final String SIGN_UP = "/account/signup/";

    private final TestServer server = TestServer.shared();
    private final Path own = server.bean(SiteFolder.class).file("terms");

    @AfterEach
    void goneAgain() throws IOException {
        Files.deleteIfExists(own);
    }

    @Test
    void an_operator_puts_their_own_terms_in_the_place_of_ours() throws IOException {
        write("# House rules\n\nBe kind.\n\n## One\n\n<script>alert(1)</script> [x](javascript:alert(1))");
        String page = server.browser().get("/terms/").body();
        assertThat(page).contains("<h1>House rules</h1>", "Be kind.", "&lt;script&gt;");
        assertThat(page).doesNotContain("<script>alert", "href=\"javascript");
        Files.delete(own);
        assertThat(server.browser().get("/terms/").body()).contains("<h1>Terms of use</h1>");
    }

    @Test
    void nobody_agrees_to_terms_that_were_never_written() {
        assertThat(server.browser().get(SIGN_UP).body()).doesNotContain("name=\"terms\"", "the terms");
        Map<String, String> form = form();
        form.put("terms", "on");
        assertThat(server.browser().submit(SIGN_UP, form).statusCode()).isEqualTo(303);
        assertThat(recorded(form))
                .as("even by a program that sends the answer unasked")
                .isEqualTo("none");
        assertThat(server.browser().submit(SIGN_UP, form()).statusCode()).isEqualTo(303);
    }

    @Test
    void who_signs_up_agrees_to_the_terms_there_are_and_that_is_recorded() throws IOException {
        write("# House rules");
        assertThat(server.browser().get(SIGN_UP).body()).contains("name=\"terms\"", "href=\"/terms/\"");
        Map<String, String> form = form();
        HttpResponse<String> without = server.browser().submit(SIGN_UP, form);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("href=\"#id_terms\"", "agree to the terms", "id=\"id_terms_error\"");
        form.put("terms", "on");
        assertThat(server.browser().submit(SIGN_UP, form).statusCode()).isEqualTo(303);
        assertThat(recorded(form)).isEqualTo("agreed");
    }

    private void write(String text) throws IOException {
        Files.createDirectories(own.getParent());
        Files.writeString(own, text);
    }

    private static Map<String, String> form() {
        String name = "terms_" + ThreadLocalRandom.current().nextInt(1_000_000_000);
        return new HashMap<>(Map.of(
                "username", name, "name", "Some One", "email", name + "@example.org", "password", TestServer.PASSWORD));
    }

    private String recorded(Map<String, String> form) {
        return server.bean(JdbcClient.class)
                .sql("""
                    SELECT coalesce(detail ->> 'terms', 'none') FROM audit_events
                    WHERE kind = 'signup.completed'
                      AND subject_id = (SELECT id FROM members WHERE username = :username)
                    """)
                .param("username", form.get("username"))
                .query(String.class)
                .single();
    }
}
