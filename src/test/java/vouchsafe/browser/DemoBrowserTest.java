package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import vouchsafe.app.demo.Demo;
import vouchsafe.app.demo.DemoData;
import vouchsafe.app.demo.DemoServers;

/** A newcomer in the demo: from a project's page to its app and back, by clicks alone. */
// Each start of the demo gives the apps new secrets and addresses.
@ResourceLock("demo")
class DemoBrowserTest extends BrowserTest {
    @Test
    void every_project_with_an_app_can_be_connected_by_clicks() throws Exception {
        try (Demo demo = DemoServers.filled(server)) {
            signIn("mia", DemoData.PASSWORD);
            for (String project : new String[] {"Sleep Diary", "Air Quality", "Bike Log"}) {
                open("/activity/" + project.toLowerCase(Locale.ROOT).replace(' ', '-') + "/");
                link("Connect project");
                page.waitForURL(url -> url.startsWith(demo.appUrl()));
                link("Connect your account");
                page.waitForURL(url -> url.contains("/oauth2/authorize/"));
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Authorize project"))
                        .click();
                page.waitForURL(url -> url.startsWith(demo.appUrl()));
                assertThat(page.textContent("main")).as(project).contains("You are connected", "project_member_id");
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add the data of today"))
                        .click();
                assertThat(page.textContent("main")).as(project).contains("is in your account now");
                link("See and end this connection");
                assertThat(page.textContent("main")).contains(project);
            }
        }
    }

    private void link(String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }
}
