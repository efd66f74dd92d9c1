package vouchsafe.portal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.consent.Withdrawal;
import vouchsafe.files.TestFiles;
import vouchsafe.grants.Grants;
import vouchsafe.projects.SetupChecklist;
import vouchsafe.projects.SetupProgress;

class SetupChecklistTest {
    private final TestServer server = TestServer.shared();

    @Test
    void each_step_is_ticked_by_what_really_happened() {
        Member coordinator = server.member();
        WebSession browser = server.signedIn(coordinator);
        TestApp app = TestApp.create(coordinator, Map.of());
        assertThat(browser.get(app.project().detailPath()).body())
                .contains("Nobody has authorized the project yet.")
                .contains("Your app has not used its client secret yet.")
                .contains("PKCE is not required.");

        // The coordinator's own account is a test user too.
        Answer tokens = app.connect(browser);
        SetupProgress connected = progress(app);
        assertThat(connected.exchanges()).isEqualTo(1);
        assertThat(connected.firstExchangedAt()).isNotNull();
        assertThat(connected.refreshed()).isZero();
        assertThat(connected.readTested()).isFalse();

        app.exchangeMember(tokens.text("access_token"));
        app.refresh(tokens.text("refresh_token"));
        SetupProgress used = progress(app);
        assertThat(used.readTested()).isTrue();
        assertThat(used.refreshed()).isEqualTo(1);
        assertThat(used.withdrawalTested()).isFalse();

        server.bean(Withdrawal.class)
                .byMember(
                        coordinator.id(),
                        server.bean(Grants.class)
                                .find(app.client().id(), coordinator.id())
                                .orElseThrow()
                                .id(),
                        false);
        app.connect(browser);
        assertThat(progress(app).withdrawalTested()).isTrue();
        assertThat(browser.get(app.project().detailPath()).body())
                .contains("1 of 20 members connected")
                .contains("First code exchanged")
                .contains("2 in all. Refreshing works.")
                .contains("Withdrawn first")
                .contains("Authorized again")
                .contains("Last read");
    }

    @Test
    void uploading_is_ticked_by_the_first_file_of_the_project() {
        Member coordinator = server.member();
        WebSession browser = server.signedIn(coordinator);
        TestApp app =
                TestApp.create(coordinator, Map.of("add_data", "on", "returned_data_description", "A chart of sleep"));
        TestFiles files = TestFiles.of(app, server.member());
        assertThat(browser.get(app.project().detailPath()).body())
                .contains("Test data upload")
                .contains("to the account of a test user");
        files.upload("night.csv", "7.5");
        assertThat(progress(app).uploads()).isEqualTo(1);
        assertThat(browser.get(app.project().detailPath()).body()).contains("1 file added, the first");
    }

    private SetupProgress progress(TestApp app) {
        return server.bean(SetupChecklist.class).of(app.project());
    }
}
