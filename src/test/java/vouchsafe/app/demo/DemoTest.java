package vouchsafe.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.OperatorAccounts;
import vouchsafe.clients.Clients;
import vouchsafe.embedded.FreePort;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;

/** The example app of the demo, used as a visitor uses it. */
class DemoTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_visitor_connects_refreshes_and_disconnects() throws IOException {
        try (Demo demo = Demo.start(data(), server.url(""), FreePort.find())) {
            WebSession visitor = server.browser();
            WebSession member = server.browser();
            HttpResponse<String> signedIn =
                    member.submit("/account/login/", Map.of("login", "alan", "password", DemoData.PASSWORD));
            assertThat(signedIn.statusCode()).isEqualTo(303);

            String authorize = location(visitor.get(demo.appUrl() + "/connect"));
            HttpResponse<String> consent = member.get(authorize);
            assertThat(consent.body()).contains("Step Counter").contains("You have not connected it");
            HttpResponse<String> agreed =
                    member.post(authorize, TestApp.answer(consent, Map.of("allow", "Authorize project")));
            visitor.get(location(agreed));

            assertThat(visitor.get(demo.appUrl() + "/").body()).contains("You are connected", "alan");
            visitor.post(demo.appUrl() + "/refresh", Map.of());
            assertThat(visitor.get(demo.appUrl() + "/").body()).contains("The token was refreshed.");
            visitor.post(demo.appUrl() + "/disconnect", Map.of());
            assertThat(visitor.get(demo.appUrl() + "/").body()).contains("Connect your account");
        }
    }

    @Test
    void a_second_start_leaves_the_people_and_projects_that_are_there() throws IOException {
        try (Demo first = Demo.start(data(), server.url(""), FreePort.find());
                Demo second = Demo.start(data(), server.url(""), FreePort.find())) {
            assertThat(second.appUrl()).isNotEqualTo(first.appUrl());
            assertThat(server.bean(Catalogue.class).sources())
                    .filteredOn(project -> project.name().equals("Step Counter"))
                    .hasSize(1);
        }
    }

    private DemoData data() {
        return new DemoData(
                server.bean(OperatorAccounts.class),
                server.bean(Projects.class),
                server.bean(Catalogue.class),
                server.bean(Approvals.class),
                server.bean(Clients.class),
                server.bean(InstantSource.class));
    }

    private static String location(HttpResponse<String> redirect) {
        return redirect.headers().firstValue("Location").orElseThrow(() -> new AssertionError(redirect.body()));
    }
}
