package vouchsafe.portal.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.Mailbox;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.TestFiles;
import vouchsafe.webhooks.Receiver;

/** Everything a project could do for or with a member, tried right after the member left on the page. */
class LeavingTest {
    private static final String API = "/api/direct-sharing/project/";
    private final TestServer server = TestServer.shared();
    private final Member member = server.member();
    private final Member other = server.member();
    private final WebSession browser = server.signedIn(member);

    @Test
    void PT_03_nothing_a_project_has_works_after_a_member_left() {
        try (Receiver receiver = new Receiver()) {
            TestApp app = TestApp.create(
                    server.member(),
                    Map.of(
                            "request_message_permission",
                            "True",
                            "erasure_supported",
                            "on",
                            "deauth_webhook",
                            receiver.url()));
            TestFiles.of(app, other);
            TestFiles files = TestFiles.of(app, member);
            String number = files.grant().subject();
            long file = files.upload("night.csv", "bytes");
            String link = files.link(file);
            String upload = files.begin("later.csv").text("url");
            assertThat(call(files.token, "exchange-member/").status()).isEqualTo(200);
            assertThat(call(files.master, "members/").body()).contains(number);

            browser.submit(
                    "/direct-sharing/projects/leave/" + files.grant().id() + "/",
                    Map.of("remove_datafiles", "on", "erasure_requested", "on"));

            assertThat(call(files.token, "exchange-member/").status()).isEqualTo(401);
            assertThat(call(files.token, "").status()).isEqualTo(401);
            assertThat(call(files.master, "exchange-member/?project_member_id=" + number)
                            .status())
                    .isEqualTo(400);
            assertThat(call(files.master, "members/").body()).doesNotContain(number);
            assertThat(send(files.token, "message/", "message=Hello").status()).isEqualTo(401);
            Answer message = send(files.master, "message/", "message=Hello&project_member_ids=" + number);
            assertThat(message.status()).isEqualTo(400);
            assertThat(message.body()).contains("Invalid project member ID(s): " + number);
            assertThat(TestFiles.put(upload, "late").status()).isEqualTo(403);
            assertThat(files.upload("new.csv", new byte[1], TestFiles.fields()).status())
                    .isEqualTo(401);
            assertThat(TestFiles.get(link, Map.of()).statusCode()).isEqualTo(403);

            assertThat(server.bean(DataFiles.class).count(FileScope.all(member.id())))
                    .as("erased here, as asked")
                    .isZero();
            await().until(() -> !receiver.calls().isEmpty());
            assertThat(receiver.calls().getFirst().body())
                    .contains("\"" + number + "\"")
                    .contains("\"erasure_requested\": true");
            send(files.master, "message/", "message=Hello+all&all_members=true");
            await().until(() -> new Mailbox(server, other.email()).kinds().contains("project-message"));
            assertThat(new Mailbox(server, member.email()).kinds()).doesNotContain("project-message");
        }
    }

    private Answer call(String token, String path) {
        return TestApp.get(API + path, Map.of("Authorization", "Bearer " + token));
    }

    private Answer send(String token, String path, String form) {
        return TestApp.post(API + path, form, Map.of("Authorization", "Bearer " + token));
    }
}
