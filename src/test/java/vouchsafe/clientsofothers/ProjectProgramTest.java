package vouchsafe.clientsofothers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.consent.Withdrawal;
import vouchsafe.files.TestFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;

/** A program that knows the documented HTTP calls and nothing else does the guide's steps 5 to 9 from end to end. */
@Tag("clients")
class ProjectProgramTest {
    private final TestServer server = TestServer.shared();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    @Test
    void a_python_program_does_what_the_guide_describes() throws Exception {
        TestApp source = TestApp.create(
                server.member(), Map.of("add_data", "on", "returned_data_description", "Steps of each day"));
        TestFiles.of(source, member).upload("steps.json", "[10000, 8000]");
        TestApp app = TestApp.create(
                server.member(),
                Map.of(
                        "requested_sources",
                        Integer.toString(source.project().id()),
                        "request_message_permission",
                        "True",
                        "add_data",
                        "on",
                        "returned_data_description",
                        "Sleep"));
        app.connect(server.signedIn(server.member()));
        String master = server.bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
        Map<String, String> settings = Map.of(
                "SERVER", server.url(""),
                "CLIENT_ID", app.clientId(),
                "CLIENT_SECRET", app.secret(),
                "REDIRECT_URI", app.redirectUri(),
                "MASTER_TOKEN", master);
        try (Script program =
                Script.start(List.of(Tools.python("requests"), Tools.script("project_program.py")), settings)) {
            program.write(agree(program.read()));
            assertThat(program.read()).isEqualTo("withdraw");
            Grant grant = server.bean(Grants.class)
                    .find(app.project().clientRowId(), member.id())
                    .orElseThrow();
            server.bean(Withdrawal.class).byMember(member.id(), grant.id(), false);
            program.write("withdrawn");
            program.write(agree(program.read()));
            JsonNode seen = JsonMapper.shared().readTree(program.rest().getLast());
            assertThat(seen.path("number").asString()).isEqualTo(grant.subject());
            assertThat(seen.path("same_number").asBoolean()).isTrue();
            assertThat(seen.path("before").toString()).isEqualTo("[\"sleep.csv\",\"steps.json\"]");
            assertThat(seen.path("after").toString()).isEqualTo("[\"direct.csv\",\"sleep.csv\",\"steps.json\"]");
            assertThat(seen.path("old_token").asInt()).isEqualTo(401);
            assertThat(seen.path("gone").toString())
                    .isEqualTo("{\"token\":401,\"refresh\":400,\"link\":403,\"master\":400,\"upload\":400,"
                            + "\"message\":400,\"listed\":false}");
        }
    }

    private String agree(String url) {
        HttpResponse<String> page = browser.get(url);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        return browser.post(url, TestApp.answer(page, Map.of("allow", "Authorize project")))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }
}
