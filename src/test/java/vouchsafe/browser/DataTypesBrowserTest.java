package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.TestDataTypes;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

class DataTypesBrowserTest extends BrowserTest {
    @Test
    void a_coordinator_adds_a_kind_and_registers_it() {
        Member coordinator = server.member();
        Project project = TestProjects.create(coordinator.id()).project();
        DataType top = TestDataTypes.group();
        TestDataTypes.below(TestDataTypes.below(top, false), true);
        signIn(coordinator.username(), TestServer.PASSWORD);

        open(top.path());
        page.click("text=Add a data type below it");
        picture(page, "datatype-form");
        String name = TestDataTypes.name();
        page.fill("#id_name", name);
        page.fill("#id_description", "Seconds asleep, night by night");
        page.check("#id_uploadable");
        page.fill("#id_details", "A *CSV* file with the columns `date` and `seconds`.");
        page.click("main button[type=submit]");
        assertThat(page.textContent("h1")).isEqualTo(name);
        page.click("main >> text=Edit");
        page.fill("#id_description", "Minutes asleep, night by night");
        page.click("main button[type=submit]");
        picture(page, "datatype");

        open("/data-management/datatypes/");
        picture(page, "datatypes");
        open(project.detailPath());
        page.click("text=Configure uploaded data types");
        page.check("label:has-text('" + name + "')");
        picture(page, "registered-datatypes");
        page.click("main button[type=submit]");
        assertThat(page.locator("main").textContent()).contains(name);
    }
}
