package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Group;
import vouchsafe.clients.Clients;
import vouchsafe.clients.Lifetimes;
import vouchsafe.hypothesis.AnnotationApp;
import vouchsafe.oauth.DeveloperTokens;

/** A socket lives as long as the token it came with. */
class LiveTokenTest {
    private final TestServer server = TestServer.shared();
    private final AnnotationApp app = AnnotationApp.trusted();
    private final Member member = server.member();
    private final WebSession browser = server.signedIn(member);

    private Listener listener(Answer tokens) {
        Listener listener = Listener.open(server.url("/ws"), Optional.of(tokens.text("access_token")));
        listener.say("{\"type\":\"whoami\",\"id\":1}");
        assertThat(listener.next().path("userid").asString()).isEqualTo("acct:" + member.username() + "@127.0.0.1");
        return listener;
    }

    @Test
    void revoking_either_token_ends_the_socket_at_once() {
        Answer tokens = app.connect(browser);
        try (Listener listener = listener(tokens)) {
            assertThat(AnnotationApp.revoke(tokens.text("refresh_token")).status())
                    .isEqualTo(200);
            assertThat(listener.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void a_refresh_leaves_the_socket_open_since_the_old_token_lives_on() {
        Answer tokens = app.connect(browser);
        try (Listener listener = listener(tokens)) {
            Answer refreshed = AnnotationApp.refresh(tokens.text("refresh_token"));
            assertThat(listener.untilAnswer().path("type").asString()).isEqualTo("pong");
            assertThat(AnnotationApp.revoke(refreshed.text("access_token")).status())
                    .isEqualTo(200);
            assertThat(listener.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void suspending_the_member_ends_every_socket_at_once() {
        try (Listener byApp = listener(app.connect(browser));
                Listener byOwnToken = Listener.open(server.url("/ws"), Optional.of(ownToken()))) {
            byOwnToken.watch("/group", Group.WORLD);
            Member administrator = server.administrator();
            server.bean(MemberAdministration.class)
                    .suspend(
                            new SignedInMember(administrator.id(), administrator.username(), true, false, true, 0),
                            member,
                            "they lost their laptop");
            assertThat(byApp.closeCode()).isEqualTo(4401);
            assertThat(byOwnToken.closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void deleting_the_account_ends_every_socket_at_once() {
        try (Listener byApp = listener(app.connect(browser));
                Listener byOwnToken = Listener.open(server.url("/ws"), Optional.of(ownToken()))) {
            byOwnToken.watch("/group", Group.WORLD);
            assertThat(server.bean(AccountDeletion.class).delete(member, member.credentials(), false))
                    .isEmpty();
            assertThat(byApp.closeCode()).isEqualTo(4401);
            assertThat(byOwnToken.closeCode()).isEqualTo(4401);
        }
    }

    private String ownToken() {
        return server.bean(DeveloperTokens.class).make(member.credentials()).reveal();
    }

    @Test
    void a_token_that_expires_ends_the_socket_then() {
        UUID client = app.client().id();
        Lifetimes usual = app.client().lifetimes();
        server.bean(Clients.class)
                .updateLifetimes(
                        client,
                        new Lifetimes(
                                usual.code(),
                                Duration.ofSeconds(3),
                                usual.refreshIdle(),
                                usual.refreshTotal(),
                                usual.refreshGrace(),
                                usual.refreshRetry(),
                                usual.accessOutlivesRefresh(),
                                usual.lenient()));
        Answer tokens = app.connect(browser);
        try (Listener listener = listener(tokens)) {
            assertThat(listener.closeCode()).isEqualTo(4401);
        }
    }
}
