package vouchsafe.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.projects.Catalogue;

/** The example apps of the demo, used as a visitor uses them. */
@Tag("slow")
// Each start of the demo gives the apps new secrets and addresses.
@ResourceLock("demo")
class DemoTest {
    private final TestServer server = TestServer.shared();

    @Test
    void a_visitor_connects_adds_refreshes_and_disconnects() throws IOException {
        try (Demo demo = DemoServers.filled(server)) {
            WebSession visitor = server.browser();
            Member newcomer = server.member();
            WebSession member = server.signedIn(newcomer);
            String app = demo.appUrl() + "/steps/";

            String authorize = location(visitor.get(app + "connect"));
            HttpResponse<String> consent = member.get(authorize);
            assertThat(consent.body()).contains("Step Counter");
            HttpResponse<String> agreed =
                    member.post(authorize, TestApp.answer(consent, Map.of("allow", "Authorize project")));
            visitor.get(location(agreed));

            assertThat(visitor.get(app).body()).contains("You are connected", "project_member_id");
            visitor.post(app + "add", Map.of());
            assertThat(visitor.get(app).body())
                    .contains("is in your account now.")
                    .as("the app opens the files it may read")
                    .contains("hour,steps");
            visitor.post(app + "refresh", Map.of());
            assertThat(visitor.get(app).body()).contains("The token was refreshed.");
            visitor.post(app + "disconnect", Map.of());
            assertThat(visitor.get(app).body()).contains("Connect your account");
        }
    }

    @Test
    void a_second_start_leaves_the_people_and_projects_that_are_there() throws IOException {
        try (Demo first = DemoServers.filled(server);
                Demo second = DemoServers.filled(server)) {
            assertThat(second.appUrl()).isNotEqualTo(first.appUrl());
            assertThat(server.bean(Catalogue.class).sources())
                    .filteredOn(project -> project.name().equals("Step Counter"))
                    .hasSize(1)
                    .allSatisfy(
                            project -> assertThat(project.details().addresses().enrollmentUrl())
                                    .as("the way to its app leads to where it listens now")
                                    .startsWith(second.appUrl()));
        }
    }

    private static String location(HttpResponse<String> redirect) {
        return redirect.headers().firstValue("Location").orElseThrow(() -> new AssertionError(redirect.body()));
    }
}
