package vouchsafe.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.TestServer;
import vouchsafe.TravelsInTime;
import vouchsafe.accounts.Member;
import vouchsafe.db.ChangeFeed;

/** What becomes of groups: who hears of their end, and that each has an owner as long as it has members. */
@TravelsInTime
class GroupLifeTest {
    private final TestServer server = TestServer.shared();
    private final Annotations annotations = server.bean(Annotations.class);
    private final Groups groups = server.bean(Groups.class);
    private final Readers readers = server.bean(Readers.class);
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final Member owner = server.member();
    private final Member reader = server.member();

    private Group group(Group.Type type) {
        Group group = groups.create(
                        owner.id(),
                        new GroupDraft(
                                "g.example", "x" + UUID.randomUUID(), "A group", "", type, false, false, List.of()))
                .orElseThrow();
        groups.join(group, reader.id(), Role.MEMBER);
        return group;
    }

    private Annotation written(Group group, Member author, boolean shared) {
        AnnotationDraft draft = new AnnotationDraft(
                group.id(),
                shared,
                "https://example.org/" + UUID.randomUUID(),
                "words",
                List.of(),
                List.of(),
                null,
                "",
                null,
                "{}",
                DocumentClaim.NONE);
        return annotations.create(author.id(), draft, group, false, "");
    }

    private Set<String> heard(String channel) {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        server.bean(ChangeFeed.class).subscribe(channel, new ChangeFeed.Subscriber() {
            @Override
            public void onChange(String payload) {
                heard.add(payload);
            }

            @Override
            public void onGap() {}
        });
        return heard;
    }

    private long rows(Group group) {
        return sql.sql("SELECT count(*) FROM annotation_groups WHERE id = :id")
                .param("id", group.id())
                .query(Long.class)
                .single();
    }

    @Test
    void a_deleted_group_is_gone_at_once_and_everyone_who_read_it_hears_of_it() {
        Set<String> deletions = heard(AnnotationEvent.CHANNEL);
        Set<String> memberships = heard(MembershipEvent.CHANNEL);
        Group group = group(Group.Type.PRIVATE);
        Annotation shared = written(group, reader, true);
        Annotation own = written(group, reader, false);
        assertThat(groups.delete(group, owner.id())).isTrue();
        assertThat(groups.delete(group, owner.id())).isFalse();
        assertThat(groups.find(group.id())).isEmpty();
        assertThat(groups.find(List.of(group.id()))).isEmpty();
        assertThat(groups.ofMember(reader.id())).isEmpty();
        assertThat(groups.overview(reader.id())).isEmpty();
        assertThat(groups.memberships(reader.id())).isEmpty();
        assertThat(readers.viewer(Optional.of(reader.id())).groups()).isEmpty();
        assertThat(annotations.find(shared.id())).isEmpty();
        assertThat(annotations.find(own.id())).isEmpty();
        Annotation deleted = annotations.findDeletedToo(List.of(shared.id())).getFirst();
        assertThat(readers.audience(deleted).members()).containsExactlyInAnyOrder(owner.id(), reader.id());
        Awaitility.await().untilAsserted(() -> {
            assertThat(deletions)
                    .anyMatch(each -> each.startsWith("delete ")
                            && each.contains(shared.id().toString())
                            && each.contains(own.id().toString()));
            assertThat(memberships)
                    .contains("leave " + owner.id() + " " + group.id(), "leave " + reader.id() + " " + group.id());
        });
        AnnotationPurge purge = server.bean(AnnotationPurge.class);
        server.later(Duration.ofMinutes(11));
        purge.run();
        assertThat(annotations.findDeletedToo(List.of(shared.id()))).isEmpty();
        assertThat(rows(group)).isOne();
        server.later(Duration.ofMinutes(10));
        purge.run();
        assertThat(rows(group)).isZero();
    }

    @Test
    void what_everyone_read_is_told_to_everyone_when_the_group_ends() {
        Group group = group(Group.Type.OPEN);
        Annotation shared = written(group, reader, true);
        groups.delete(group, owner.id());
        assertThat(readers.audience(
                                annotations.findDeletedToo(List.of(shared.id())).getFirst())
                        .everyone())
                .isTrue();
        assertThat(annotations
                        .search(new Search().group(group.id()), readers.viewer(Optional.of(reader.id())))
                        .rows())
                .isEmpty();
    }

    @Test
    void the_name_a_third_party_gave_a_deleted_group_is_free_again() {
        Group group = group(Group.Type.OPEN);
        String name = String.valueOf(group.providedId());
        GroupDraft same = new GroupDraft("g.example", name, "Another", "", group.type(), false, false, List.of());
        assertThat(groups.create(owner.id(), same)).isEmpty();
        groups.delete(group, owner.id());
        assertThat(groups.byProvidedId("g.example", name)).isEmpty();
        assertThat(groups.create(owner.id(), same)).isPresent();
    }

    @Test
    void a_private_group_ends_with_its_last_member_and_another_does_not() {
        for (Group.Type type : Group.Type.values()) {
            Group group = group(type);
            Annotation shared = written(group, reader, true);
            groups.leave(group, owner.id(), owner.id());
            assertThat(groups.member(group.id(), reader.id()).orElseThrow().role())
                    .isEqualTo(Role.OWNER);
            groups.leave(group, reader.id(), reader.id());
            boolean stays = type != Group.Type.PRIVATE;
            assertThat(groups.find(group.id()).isPresent()).isEqualTo(stays);
            assertThat(annotations.find(shared.id()).isPresent()).isEqualTo(stays);
        }
    }

    @Test
    void owners_who_leave_at_the_same_time_leave_an_owner_behind() throws Exception {
        Group group = group(Group.Type.RESTRICTED);
        List<Member> owners = new ArrayList<>(List.of(owner));
        for (int i = 0; i < 5; i++) {
            Member another = server.member();
            groups.join(group, another.id(), Role.OWNER);
            owners.add(another);
        }
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> leaving = owners.stream()
                .map(each -> Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    groups.leave(group, each.id(), each.id());
                }))
                .toList();
        start.countDown();
        for (Thread each : leaving) {
            each.join();
        }
        assertThat(groups.members(group.id(), 0, 10))
                .singleElement()
                .satisfies(last -> assertThat(last.role()).isEqualTo(Role.OWNER));
    }

    @Test
    void a_group_that_ended_meanwhile_takes_nobody_in_and_no_change() {
        Group group = group(Group.Type.RESTRICTED);
        Member late = server.member();
        groups.delete(group, owner.id());
        assertThat(groups.join(group, late.id(), Role.MEMBER)).isEmpty();
        assertThat(groups.add(group, owner.id(), late.id())).isEmpty();
        assertThat(groups.member(group.id(), late.id())).isEmpty();
        GroupDraft other =
                new GroupDraft("g.example", null, "Another name", "", Group.Type.OPEN, false, false, List.of());
        assertThat(groups.update(owner.id(), group, other)).isEmpty();
        assertThat(sql.sql("SELECT name FROM annotation_groups WHERE id = ?")
                        .param(group.id())
                        .query(String.class)
                        .single())
                .isEqualTo(group.name());
    }
}
