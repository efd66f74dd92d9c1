package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.AnnotationDraft;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.DocumentClaim;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.checklist.Node;
import vouchsafe.crypto.RandomText;
import vouchsafe.oauth.DeveloperTokens;

/** Several nodes of one server: what happens on one is heard on all. */
class LiveNodesTest {
    private final TestServer server = TestServer.shared();

    @Test
    void what_is_written_and_revoked_on_one_node_is_heard_on_another_which_sends_its_sockets_away_when_it_stops() {
        Member member = server.member();
        String uri = "https://example.org/" + RandomText.alphanumeric(12);
        DeveloperTokens tokens = server.bean(DeveloperTokens.class);
        Listener stranger;
        try (Node other = Node.besideShared()) {
            Listener own = Listener.open(
                    other.url() + "/ws",
                    Optional.of(tokens.make(member.credentials()).reveal()));
            stranger = Listener.open(other.url() + "/ws", Optional.empty());
            own.watch("/uri", uri);
            stranger.watch("/uri", uri);

            Group world = server.bean(Groups.class).find(Group.WORLD).orElseThrow();
            AnnotationDraft draft = new AnnotationDraft(
                    Group.WORLD, true, uri, "far away", List.of(), List.of(), null, "", null, "{}", DocumentClaim.NONE);
            server.bean(Annotations.class).create(member.id(), draft, world, false, "");
            for (Listener each : List.of(own, stranger)) {
                assertThat(each.next().path("payload").path(0).path("text").asString())
                        .isEqualTo("far away");
            }

            tokens.remove(member.id());
            assertThat(own.closeCode()).isEqualTo(4401);
            assertThat(stranger.open()).isTrue();
        }
        // After 1001, which the container would say, clients stay away.
        assertThat(stranger.closeCode()).isEqualTo(1012);
    }
}
