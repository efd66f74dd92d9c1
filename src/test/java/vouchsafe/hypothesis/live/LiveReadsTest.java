package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationDraft;
import vouchsafe.annotations.AnnotationLedger;
import vouchsafe.annotations.AnnotationRead;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.DocumentClaim;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.ReadWay;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.AnnotationApp;

/** What sockets are told of their members' own annotations stands in the ledger. */
class LiveReadsTest {
    private final TestServer server = TestServer.shared();
    private final Annotations annotations = server.bean(Annotations.class);
    private final Group world = server.bean(Groups.class).find(Group.WORLD).orElseThrow();
    private final String uri = "https://example.org/" + RandomText.alphanumeric(12);

    private Annotation write(Member author, boolean shared) {
        AnnotationDraft draft = new AnnotationDraft(
                Group.WORLD, shared, uri, "words", List.of(), List.of(), null, "", null, "{}", DocumentClaim.NONE);
        return annotations.create(author.id(), draft, world, false, "");
    }

    private List<AnnotationRead> reads(Member member) {
        return server.bean(AnnotationLedger.class).ofMember(member.id(), null, Optional.empty(), 10);
    }

    private static void heard(Listener listener, String... actions) {
        for (String action : actions) {
            assertThat(listener.next().path("options").path("action").asString())
                    .isEqualTo(action);
        }
    }

    @Test
    void news_of_a_members_own_annotations_are_counted_for_the_app_and_nothing_else_is() {
        Member member = server.member();
        Member other = server.member();
        AnnotationApp app = AnnotationApp.trusted();
        String token = app.connect(server.signedIn(member)).text("access_token");
        try (Listener first = Listener.open(server.url("/ws"), Optional.of(token));
                Listener second = Listener.open(server.url("/ws"), Optional.of(token));
                Listener stranger = Listener.open(server.url("/ws"), Optional.empty())) {
            List<Listener> all = List.of(first, second, stranger);
            all.forEach(each -> each.watch("/uri", uri));
            Annotation shared = write(member, true);
            write(other, true);
            write(member, false);
            // What is deleted before anybody is told of it is told of as deleted only.
            heard(first, "create", "create", "create");
            heard(second, "create", "create", "create");
            heard(stranger, "create", "create");
            annotations.delete(shared.id(), "");
            all.forEach(each -> heard(each, "delete"));
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(reads(member).stream()
                                    .mapToLong(AnnotationRead::annotations)
                                    .sum())
                            .isEqualTo(4));
        }
        assertThat(reads(member)).allSatisfy(read -> {
            assertThat(read.way()).isEqualTo(ReadWay.LIVE);
            assertThat(read.clientRowId()).isEqualTo(app.client().id());
            assertThat(read.grantId()).isNotNull();
        });
        assertThat(reads(other)).isEmpty();
    }
}
