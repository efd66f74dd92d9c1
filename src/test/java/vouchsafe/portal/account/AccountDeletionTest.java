package vouchsafe.portal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.db.Transactions;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.StoredFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Projects;
import vouchsafe.projects.TestProjects;
import vouchsafe.publication.PublicSharing;

/** A member deletes the account. */
class AccountDeletionTest {
    private static final String PATH = "/account/delete/";

    private final TestServer server = TestServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);

    @Test
    void PT_22_a_deleted_account_leaves_no_token_session_or_name_and_keeps_a_nameless_trace() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        WebSession otherBrowser = server.signedIn(member);
        TestApp app = TestApp.create(server.member(), Map.of("erasure_supported", "on"));
        var tokens = app.connect(browser);
        StoredFiles.add(member.id(), app.project(), 3);
        Grant grant = grant(app, member);
        PublicSharing sharing = server.bean(PublicSharing.class);
        sharing.agree(member.id(), "{}");
        sharing.start(member.id(), app.project());

        HttpResponse<String> done =
                browser.submit(PATH, Map.of("password", TestServer.PASSWORD, "erasure_requested", "on"));

        assertThat(done.headers().firstValue("Location")).contains("/account/deleted/");
        assertThat(browser.get("/account/deleted/").statusCode()).isEqualTo(200);
        assertThat(browser.get("/account/").statusCode()).isEqualTo(302);
        assertThat(otherBrowser.get("/account/").statusCode()).isEqualTo(302);
        assertThat(app.exchangeMember(tokens.text("access_token")).status()).isEqualTo(401);
        assertThat(app.refresh(tokens.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
        assertThat(server.bean(DataFiles.class).count(FileScope.all(member.id())))
                .isZero();
        assertThat(sharing.isPublic(member.id(), app.project().id())).isFalse();
        Grant ended = server.bean(Grants.class).find(grant.id()).orElseThrow();
        assertThat(ended.active()).isFalse();
        assertThat(ended.erasureRequestedAt()).isNotNull();
        Member trace = server.bean(Members.class).find(member.id()).orElseThrow();
        assertThat(trace.status()).isEqualTo(Member.Status.DELETED);
        assertThat(trace.username()).startsWith("deleted-").doesNotContain(member.username());
        assertThat(trace.name() + trace.email()).isEmpty();
        assertThat(sql.sql("SELECT count(*) FROM members WHERE password_hash IS NOT NULL AND id = :id")
                        .param("id", member.id())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sql.sql("SELECT kind FROM audit_events WHERE subject_id = :id")
                        .param("id", member.id())
                        .query(String.class)
                        .list())
                .contains("member.deleted", "grant.withdrawn", "grant.authorized");
        assertThat(sql.sql("SELECT count(*) FROM audit_events WHERE subject_id = :id AND detail::text LIKE :name")
                        .param("id", member.id())
                        .param("name", "%" + member.username() + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void nobody_signs_in_to_a_deleted_account_or_takes_its_name() {
        Member member = server.member();
        server.signedIn(member).submit(PATH, Map.of("password", TestServer.PASSWORD));

        WebSession stranger = server.browser();
        Map<String, String> login = Map.of("login", member.username(), "password", TestServer.PASSWORD);
        assertThat(stranger.submit("/account/login/", login).statusCode()).isNotEqualTo(303);
        for (String name : new String[] {member.username(), member.username().toUpperCase(Locale.ROOT)}) {
            HttpResponse<String> refused = stranger.submit(
                    "/account/signup/",
                    Map.of(
                            "username", name,
                            "name", "Somebody Else",
                            "email", "else@example.org",
                            "password", "four green bottles"));
            assertThat(refused.body()).contains("This username is taken");
        }
    }

    @Test
    void an_account_goes_while_an_app_adds_to_its_consent() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        TestApp app = TestApp.create();
        app.connect(browser);
        Grant grant = grant(app, member);
        browser.get(PATH);
        CompletableFuture<HttpResponse<String>> deleting = new CompletableFuture<>();
        server.bean(Transactions.class).run(() -> {
            sql.sql("SELECT 1 FROM grants WHERE id = :id FOR SHARE")
                    .param("id", grant.id())
                    .query(Integer.class)
                    .single();
            deleting.completeAsync(() -> browser.post(PATH, Map.of("password", TestServer.PASSWORD)));
            untilSomebodyWaitsForThisTransaction();
            sql.sql("SELECT 1 FROM members WHERE id = :id FOR KEY SHARE")
                    .param("id", member.id())
                    .query(Integer.class)
                    .single();
        });
        assertThat(deleting.join().headers().firstValue("Location")).contains("/account/deleted/");
        assertThat(grant(app, member).active()).isFalse();
    }

    private void untilSomebodyWaitsForThisTransaction() {
        Instant latest = Instant.now().plusSeconds(120);
        while (sql.sql("SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")
                        .query(Long.class)
                        .single()
                == 0) {
            assertThat(Instant.now()).isBefore(latest);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void who_presses_twice_deletes_once() {
        Member member = server.member();
        AccountDeletion deletion = server.bean(AccountDeletion.class);
        assertThat(deletion.delete(member, member.credentials(), false)).isEmpty();
        assertThat(deletion.delete(member, member.credentials(), false)).isEmpty();
        assertThat(sql.sql("SELECT count(*) FROM audit_events WHERE subject_id = :id AND kind = 'member.deleted'")
                        .param("id", member.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void the_password_is_asked_for() {
        Member member = server.member();
        WebSession browser = server.signedIn(member);
        assertThat(browser.submit(PATH, Map.of("password", "not it")).body()).contains("This is not your password.");
        assertThat(browser.post(PATH, Map.of()).body()).contains("This is not your password.");
        assertThat(server.bean(Members.class).find(member.id()).orElseThrow().active())
                .isTrue();
    }

    @Test
    void somebody_who_runs_a_project_hands_it_over_or_closes_it_first() {
        Member coordinator = server.member();
        TestApp app = TestApp.create(coordinator, Map.of());
        WebSession browser = server.signedIn(coordinator);
        app.connect(browser);
        Member other = server.member();
        WebSession member = server.signedIn(other);
        app.connect(member);

        Map<String, String> form = Map.of("password", TestServer.PASSWORD);
        assertThat(browser.submit(PATH, form).body())
                .contains("Something has to be done first")
                .contains(app.project().name())
                .contains("has members");
        close(app);
        assertThat(browser.submit(PATH, form).body()).contains("has members");
        member.submit("/direct-sharing/projects/leave/" + grant(app, other).id() + "/", Map.of());
        assertThat(browser.submit(PATH, form).statusCode()).isEqualTo(303);
    }

    @Test
    void an_administrator_gives_the_role_away_first() {
        Member administrator = server.administrator();
        WebSession browser = server.signedIn(administrator);
        assertThat(browser.submit(PATH, Map.of("password", TestServer.PASSWORD)).body())
                .contains("Ask another one to take that role from you first");
    }

    private void close(TestApp app) {
        Map<String, String> form = TestProjects.form("name", app.project().name(), "active", "False");
        server.bean(Projects.class)
                .update(
                        app.project().id(),
                        TestProjects.draft(form),
                        app.project().coordinatorId());
    }

    private Grant grant(TestApp app, Member member) {
        return server.bean(Grants.class).find(app.client().id(), member.id()).orElseThrow();
    }
}
