package vouchsafe.openhumans.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.Project;
import vouchsafe.projects.TestProjects;

/** A source with files, an app that asks for it, and the calls that such an app makes. */
final class SharedData {
    static final String EXCHANGE = "/api/direct-sharing/project/exchange-member/";
    static final String MEMBERS = "/api/direct-sharing/project/members/";

    private final TestServer server = TestServer.shared();
    final NewProject source =
            TestProjects.create(server.member().id(), "add_data", "on", "returned_data_description", "Steps");
    final TestApp app;
    final String master;

    /** The app asks for the source, and for what these fields say. */
    SharedData(Map<String, String> fields) {
        Map<String, String> all = new java.util.LinkedHashMap<>(fields);
        all.putIfAbsent("requested_sources", Integer.toString(source.project().id()));
        app = TestApp.create(server.member(), all);
        master = server.bean(MasterTokens.class)
                .replace(app.project(), app.project().coordinatorId())
                .orElseThrow()
                .reveal();
    }

    Project sourceProject() {
        return source.project();
    }

    /** A new member who has connected the app; the access token. */
    Joined join() {
        Member member = server.member();
        String token = app.connect(server.signedIn(member)).text("access_token");
        return new Joined(member, token, grant(member));
    }

    Grant grant(Member member) {
        return server.bean(Grants.class)
                .find(app.project().clientRowId(), member.id())
                .orElseThrow();
    }

    record Joined(Member member, String token, Grant grant) {}

    Answer members(String query) {
        return TestApp.get(MEMBERS + query, Map.of("Authorization", "Bearer " + master));
    }

    Answer exchange(Joined joined, String query) {
        return TestApp.get(EXCHANGE + query, Map.of("Authorization", "Bearer " + joined.token()));
    }

    Answer withMaster(Joined joined) {
        return TestApp.get(
                EXCHANGE + "?project_member_id=" + joined.grant().subject(),
                Map.of("Authorization", "Bearer " + master));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
