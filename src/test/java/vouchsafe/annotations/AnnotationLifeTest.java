package vouchsafe.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.db.ChangeFeed;

/** What becomes of annotations: every node hears of them, and nothing stays of what was deleted. */
@TravelsInTime
class AnnotationLifeTest {
    private final TestServer server = TestServer.shared();
    private final Annotations annotations = server.bean(Annotations.class);
    private final Groups groups = server.bean(Groups.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Member author = server.member();
    private final String page = "https://example.org/" + UUID.randomUUID();

    private AnnotationDraft draft(String groupId, boolean shared) {
        return new AnnotationDraft(
                groupId, shared, page, "words", List.of(), List.of(), null, "", null, "{}", DocumentClaim.NONE);
    }

    private Annotation written(String groupId) {
        return annotations.create(
                author.id(), draft(groupId, true), groups.find(groupId).orElseThrow(), false, "writer1");
    }

    private Group group(Member owner) {
        return groups.create(
                        owner.id(),
                        new GroupDraft("", null, "A group", "", Group.Type.PRIVATE, false, false, List.of()))
                .orElseThrow();
    }

    @Test
    void every_change_is_announced_with_the_program_that_made_it() throws Exception {
        BlockingQueue<AnnotationEvent> heard = new LinkedBlockingQueue<>();
        server.bean(ChangeFeed.class).subscribe(AnnotationEvent.CHANNEL, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String payload) {
                heard.addAll(AnnotationEvent.parse(payload));
            }

            @Override
            public void onGap() {}
        });
        Annotation made = written(Group.WORLD);
        annotations.update(
                made, draft(Group.WORLD, true), groups.find(Group.WORLD).orElseThrow(), false, "an other");
        annotations.delete(made.id(), "");
        assertThat(next(heard, made.id()))
                .isEqualTo(new AnnotationEvent(AnnotationEvent.Action.CREATE, made.id(), "writer1"));
        // What is no short word is no client id.
        assertThat(next(heard, made.id())).isEqualTo(new AnnotationEvent(AnnotationEvent.Action.UPDATE, made.id(), ""));
        assertThat(next(heard, made.id()).action()).isEqualTo(AnnotationEvent.Action.DELETE);
        assertThat(annotations.find(made.id())).isEmpty();
        assertThat(annotations.findDeletedToo(List.of(made.id()))).hasSize(1);
    }

    private static AnnotationEvent next(BlockingQueue<AnnotationEvent> heard, UUID id) throws InterruptedException {
        AnnotationEvent event;
        do {
            event = heard.poll(120, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
        } while (!event.annotationId().equals(id));
        return event;
    }

    @Test
    void ten_minutes_after_it_was_deleted_nothing_is_left_of_it() {
        Annotation made = written(Group.WORLD);
        annotations.delete(made.id(), "");
        AnnotationPurge purge = server.bean(AnnotationPurge.class);
        server.later(Duration.ofMinutes(9));
        purge.run();
        assertThat(annotations.findDeletedToo(List.of(made.id()))).hasSize(1);
        server.later(Duration.ofMinutes(2));
        purge.run();
        assertThat(annotations.findDeletedToo(List.of(made.id()))).isEmpty();
        assertThat(sql.sql("SELECT count(*) FROM document_uris WHERE normalized = :uri")
                        .param("uri", NormalUri.of(page))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_deleted_account_takes_its_annotations_and_memberships_with_it() {
        Member other = server.member();
        Group shared = group(author);
        groups.join(shared, other.id(), Role.MEMBER);
        Group alone = group(author);
        Annotation made = written(shared.id());
        assertThat(server.bean(AccountDeletion.class).delete(author, author.credentials(), false))
                .isEmpty();
        assertThat(annotations.find(made.id())).isEmpty();
        assertThat(groups.find(alone.id())).isEmpty();
        assertThat(groups.member(shared.id(), other.id()).orElseThrow().role()).isEqualTo(Role.OWNER);
    }

    @Test
    void a_deleted_account_announces_its_annotations_together() throws Exception {
        BlockingQueue<List<UUID>> heard = new LinkedBlockingQueue<>();
        server.bean(ChangeFeed.class).subscribe(AnnotationEvent.CHANNEL, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String payload) {
                List<AnnotationEvent> events = AnnotationEvent.parse(payload);
                if (events.getFirst().action() == AnnotationEvent.Action.DELETE) {
                    heard.add(events.stream().map(AnnotationEvent::annotationId).toList());
                }
            }

            @Override
            public void onGap() {}
        });
        sql.sql("""
            INSERT INTO annotations (id, member_id, group_id, shared, uri, uri_normalized, body, tags, thread, quote, extra,
                created_at, updated_at)
            SELECT gen_random_uuid(), :member, '__world__', false, :uri, :uri, '', '{}', '{}', '', '{}', now(), now()
            FROM generate_series(1, 450)
            """).param("member", author.id()).param("uri", page).update();
        Set<UUID> written = Set.copyOf(annotations.ofMember(author.id(), Optional.empty(), 500).stream()
                .map(Annotation::id)
                .toList());
        assertThat(server.bean(AccountDeletion.class).delete(author, author.credentials(), false))
                .isEmpty();
        Set<UUID> announced = new HashSet<>();
        int announcements = 0;
        while (announced.size() < 450) {
            List<UUID> ids = heard.poll(120, TimeUnit.SECONDS);
            assertThat(ids).as("after %s of 450", announced.size()).isNotNull();
            if (written.containsAll(ids)) {
                announced.addAll(ids);
                announcements++;
            }
        }
        assertThat(announced).isEqualTo(written);
        assertThat(announcements).isEqualTo(3);
    }

    @Test
    void an_audience_is_who_may_read() {
        Member reader = server.member();
        Readers readers = server.bean(Readers.class);
        Group group = group(author);
        groups.join(group, reader.id(), Role.MEMBER);
        Annotation made = written(group.id());
        for (Optional<UUID> each : List.of(
                Optional.of(author.id()),
                Optional.of(reader.id()),
                Optional.of(server.member().id()),
                Optional.<UUID>empty())) {
            assertThat(readers.audience(made).includes(each)).isEqualTo(readers.mayRead(made, each));
        }
        assertThat(readers.audience(made).members()).containsExactlyInAnyOrder(author.id(), reader.id());
        Annotation hidden =
                annotations.moderate(author.id(), made, Moderation.SPAM, "").orElseThrow();
        assertThat(readers.audience(hidden).members()).containsExactly(author.id());
        assertThat(readers.audience(written(Group.WORLD)).everyone()).isTrue();
        assertThat(readers.mayRead(hidden, Optional.of(reader.id()))).isFalse();
    }

    @Test
    void two_writers_who_claim_the_same_addresses_do_not_stop_each_other() throws Exception {
        Group world = groups.find(Group.WORLD).orElseThrow();
        List<Thread> writers = java.util.stream.IntStream.range(0, 8)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 5; i++) {
                        List<String> claimed = List.of(page + "/" + (n + i) % 4, page + "/" + i);
                        AnnotationDraft draft = new AnnotationDraft(
                                Group.WORLD,
                                true,
                                page + "/" + n % 4,
                                "",
                                List.of(),
                                List.of(),
                                null,
                                "",
                                null,
                                "{}",
                                new DocumentClaim("Title", claimed));
                        annotations.create(author.id(), draft, world, false, "");
                    }
                }))
                .toList();
        for (Thread each : writers) {
            each.join();
        }
        assertThat(annotations
                        .search(new Search().uri(page + "/0").page(0, 200), Viewer.ANYONE)
                        .total())
                .isEqualTo(40);
    }
}
