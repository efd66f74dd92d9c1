package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.accounts.TestSetupLinks;
import vouchsafe.db.UuidV7;
import vouchsafe.operation.TestFigures;

/** The page that makes the first administrator, and the one at which administrators begin. */
class OperationBrowserTest extends BrowserTest {
    @Test
    void the_first_administrator_fills_in_a_form_and_is_on_the_page_of_the_server() {
        open("/account/first/?link=" + TestSetupLinks.link(server));
        new Pictures(page, "first-administrator").take();
        String name = "first_" + UUID.randomUUID().toString().substring(0, 8);
        page.fill("[name=username]", name);
        page.fill("[name=name]", "The First");
        page.fill("[name=email]", name + "@example.org");
        page.fill("[name=password]", TestServer.PASSWORD);
        page.click("button:has-text('Become administrator')");
        page.waitForURL("**/admin/");
        assertThat(page.textContent("main")).contains("You are this server's administrator.");
    }

    @Test
    void administrators_see_how_the_server_is() {
        UUID mail = UuidV7.next();
        server.bean(JdbcClient.class)
                .sql("INSERT INTO mails (id, recipient, subject, kind, created_at, failure, body)"
                        + " VALUES (:id, 'a@example.org', 'A mail', 'test', now(), 'the relay was down', :body)")
                .param("id", mail)
                .param("body", new byte[1])
                .update();
        TestFigures.growing(server);
        signIn(server.administrator().username(), TestServer.PASSWORD);
        open("/admin/");
        page.getByText("Look now").click();
        page.waitForURL("**/admin/**");
        open("/admin/");
        assertThat(page.locator("#doctor").textContent()).isEqualTo("Doctor");
        page.getByText("The figures day by day").click();
        new Pictures(page, "administration").take();
        server.bean(JdbcClient.class)
                .sql("DELETE FROM mails WHERE id = :id")
                .param("id", mail)
                .update();
    }
}
