package vouchsafe.hypothesis.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationDraft;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.DocumentClaim;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.Role;
import vouchsafe.crypto.RandomText;
import vouchsafe.oauth.DeveloperTokens;

/** Who is told what over {@code /ws} (reference section 6.9). */
class LiveNewsTest {
    private final TestServer server = TestServer.shared();
    private final Annotations annotations = server.bean(Annotations.class);
    private final Groups groups = server.bean(Groups.class);
    private final Group world = groups.find(Group.WORLD).orElseThrow();
    private final Member author = server.member();
    private final String uri = "https://example.org/" + RandomText.alphanumeric(12);
    private final List<Listener> open = new ArrayList<>();

    @AfterEach
    void closeAll() {
        open.forEach(Listener::close);
    }

    private Listener listener(Optional<Member> who) {
        Listener listener = Listener.open(
                server.url("/ws"),
                who.map(member -> server.bean(DeveloperTokens.class)
                        .make(member.credentials())
                        .reveal()));
        open.add(listener);
        return listener;
    }

    private Listener watching(Optional<Member> who) {
        Listener listener = listener(who);
        listener.watch("/uri", uri);
        return listener;
    }

    private Annotation write(Group group, boolean shared, String text, List<UUID> thread, String clientId) {
        AnnotationDraft draft = new AnnotationDraft(
                group.id(), shared, uri, text, List.of(), thread, null, "", null, "{}", DocumentClaim.NONE);
        return annotations.create(author.id(), draft, group, false, clientId);
    }

    private Annotation write(String text) {
        return write(world, true, text, List.of(), "");
    }

    private static JsonNode only(JsonNode message, String action) {
        assertThat(message.path("type").asString()).isEqualTo("annotation-notification");
        assertThat(message.path("options").path("action").asString()).isEqualTo(action);
        assertThat(message.path("payload")).hasSize(1);
        return message.path("payload").path(0);
    }

    @Test
    void whoever_watches_a_page_hears_of_what_is_written_changed_and_deleted() {
        Listener listener = watching(Optional.empty());
        Annotation written = write("first words");
        JsonNode created = only(listener.next(), "create");
        assertThat(created.path("id").asString()).isEqualTo(AnnotationId.of(written.id()));
        assertThat(created.path("text").asString()).isEqualTo("first words");
        assertThat(created.path("user").asString()).isEqualTo("acct:" + author.username() + "@127.0.0.1");

        AnnotationDraft draft = new AnnotationDraft(
                Group.WORLD, true, uri, "other words", List.of(), List.of(), null, "", null, "{}", DocumentClaim.NONE);
        annotations.update(written, draft, world, false, "");
        assertThat(only(listener.next(), "update").path("text").asString()).isEqualTo("other words");

        annotations.delete(written.id(), "");
        JsonNode deleted = only(listener.next(), "delete");
        assertThat(deleted.properties()).hasSize(1);
        assertThat(deleted.path("id").asString()).isEqualTo(AnnotationId.of(written.id()));
    }

    @Test
    void what_a_deleted_account_leaves_behind_nobody_keeps_showing() {
        Set<String> written = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            written.add(AnnotationId.of(write("words").id()));
        }
        String alone =
                AnnotationId.of(write(world, false, "for me", List.of(), "").id());
        Listener stranger = watching(Optional.empty());
        assertThat(server.bean(AccountDeletion.class).delete(author, author.credentials(), false))
                .isEmpty();
        JsonNode message = stranger.next();
        while (message.path("options").path("action").asString().equals("create")) {
            // News that was on its way when the socket was opened.
            message = stranger.next();
        }
        assertThat(message.path("options").path("action").asString()).isEqualTo("delete");
        assertThat(message.path("payload")
                        .valueStream()
                        .map(each -> each.path("id").asString()))
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(written)
                .doesNotContain(alone);
    }

    @Test
    void another_address_of_the_same_document_is_the_same_page() {
        String printed = uri + "/print";
        Listener first = watching(Optional.empty());
        annotations.create(
                author.id(),
                new AnnotationDraft(
                        Group.WORLD,
                        true,
                        uri,
                        "says so",
                        List.of(),
                        List.of(),
                        null,
                        "",
                        null,
                        "{}",
                        new DocumentClaim("A page", List.of(printed))),
                world,
                false,
                "");
        only(first.next(), "create");
        Listener listener = listener(Optional.empty());
        listener.watch("/uri", printed.replace("https:", "http:") + "#part");
        write("on the other one");
        assertThat(only(listener.next(), "create").path("text").asString()).isEqualTo("on the other one");
    }

    @Test
    void a_socket_that_asked_for_nothing_or_for_something_else_hears_nothing() {
        Listener silent = listener(Optional.empty());
        Listener elsewhere = listener(Optional.empty());
        elsewhere.watch("/uri", uri + "/other");
        Listener changed = watching(Optional.empty());
        changed.watch("/uri", uri + "/other");
        Listener here = watching(Optional.empty());
        write("heard by one");
        only(here.next(), "create");
        for (Listener other : List.of(silent, elsewhere, changed)) {
            assertThat(other.untilAnswer().path("type").asString()).isEqualTo("pong");
        }
    }

    @Test
    void threads_groups_and_single_annotations_can_be_watched_too() {
        Listener first = watching(Optional.empty());
        Annotation top = write("top");
        only(first.next(), "create");
        Listener replies = listener(Optional.empty());
        replies.watch("/references", AnnotationId.of(top.id()));
        Listener single = listener(Optional.empty());
        single.watch("/id", AnnotationId.of(top.id()));
        Annotation reply = write(world, true, "reply", List.of(top.id()), "");
        assertThat(only(replies.next(), "create").path("id").asString()).isEqualTo(AnnotationId.of(reply.id()));
        annotations.delete(top.id(), "");
        only(single.next(), "delete");
    }

    @Test
    void an_author_can_be_watched_however_the_name_is_written() {
        String name = author.username();
        List<Listener> listeners = new ArrayList<>();
        for (String same : List.of(
                "acct:" + name + "@127.0.0.1", name + "@127.0.0.1", name.toUpperCase(Locale.ROOT), "." + name)) {
            Listener listener = listener(Optional.empty());
            listener.watch("/user", same);
            listeners.add(listener);
        }
        Listener other = listener(Optional.empty());
        other.watch("/user", name + "@elsewhere.example");
        write("by a known hand");
        for (Listener listener : listeners) {
            assertThat(only(listener.next(), "create").path("text").asString()).isEqualTo("by a known hand");
        }
        assertThat(other.untilAnswer().path("type").asString()).isEqualTo("pong");
    }

    @Test
    void who_wrote_it_is_not_told_by_the_client_that_knows() {
        Listener same = watching(Optional.of(author));
        same.say("{\"messageType\":\"client_id\",\"value\":\"0a1b2c\"}");
        same.watch("/uri", uri);
        Listener other = watching(Optional.of(server.member()));
        write(world, true, "my own", List.of(), "0a1b2c");
        only(other.next(), "create");
        assertThat(same.untilAnswer().path("type").asString()).isEqualTo("pong");
    }

    @Test
    void what_is_private_is_told_to_its_author_alone() {
        Listener own = watching(Optional.of(author));
        Listener other = watching(Optional.of(server.member()));
        Listener stranger = watching(Optional.empty());
        write(world, false, "for me", List.of(), "");
        assertThat(only(own.next(), "create").path("text").asString()).isEqualTo("for me");
        assertThat(other.untilAnswer().path("type").asString()).isEqualTo("pong");
        assertThat(stranger.untilAnswer().path("type").asString()).isEqualTo("pong");
    }

    @Test
    void what_is_shared_in_a_private_group_is_told_to_its_members() {
        Group group = groups.create(
                        author.id(),
                        new GroupDraft("", null, "Orchard", "", Group.Type.PRIVATE, false, false, List.of()))
                .orElseThrow();
        Member insider = server.member();
        groups.join(group, insider.id(), Role.MEMBER);
        Listener inside = watching(Optional.of(insider));
        Listener outside = watching(Optional.of(server.member()));
        Listener stranger = watching(Optional.empty());
        write(group, true, "among us", List.of(), "");
        assertThat(only(inside.next("annotation-notification"), "create")
                        .path("group")
                        .asString())
                .isEqualTo(group.id());
        assertThat(outside.untilAnswer().path("type").asString()).isEqualTo("pong");
        assertThat(stranger.untilAnswer().path("type").asString()).isEqualTo("pong");
        groups.leave(group, insider.id(), insider.id());
        write(group, true, "without them", List.of(), "");
        Listener own = watching(Optional.of(author));
        write(group, true, "the last", List.of(), "");
        only(own.next("annotation-notification"), "create");
        inside.say("{\"type\":\"ping\",\"id\":3}");
        JsonNode next = inside.next();
        while (!next.path("type").asString().equals("pong")) {
            assertThat(next.path("type").asString()).isEqualTo("session-change");
            next = inside.next();
        }
    }

    @Test
    void what_moderators_hid_is_told_to_them_and_its_author() {
        Member administrator = server.administrator();
        Listener first = watching(Optional.empty());
        Annotation hidden = write("not nice");
        only(first.next(), "create");
        Listener moderator = watching(Optional.of(administrator));
        Listener own = watching(Optional.of(author));
        Listener stranger = watching(Optional.empty());
        annotations.moderate(administrator.id(), hidden, Moderation.SPAM, "");
        JsonNode seen = only(moderator.next(), "update");
        assertThat(seen.path("hidden").asBoolean()).isTrue();
        assertThat(seen.path("actions")).hasSize(1);
        assertThat(seen.path("moderation").path("flagCount").asInt()).isZero();
        assertThat(only(own.next(), "update").path("actions")).isEmpty();
        assertThat(stranger.untilAnswer().path("type").asString()).isEqualTo("pong");
    }

    @Test
    void whoever_reported_it_is_told_so_and_others_are_not() {
        Member reporter = server.member();
        Listener first = watching(Optional.empty());
        Annotation reported = write("dubious");
        only(first.next(), "create");
        annotations.flag(reported.id(), reporter.id());
        Listener theirs = watching(Optional.of(reporter));
        Listener stranger = watching(Optional.empty());
        AnnotationDraft draft = new AnnotationDraft(
                Group.WORLD, true, uri, "changed", List.of(), List.of(), null, "", null, "{}", DocumentClaim.NONE);
        annotations.update(reported, draft, world, false, "");
        assertThat(only(theirs.next(), "update").path("flagged").asBoolean()).isTrue();
        assertThat(only(stranger.next(), "update").path("flagged").asBoolean()).isFalse();
    }

    @Test
    void whoever_joins_or_leaves_a_group_is_told_what_they_belong_to_now() {
        Group group = groups.create(
                        author.id(),
                        new GroupDraft("", null, "Reading circle", "", Group.Type.PRIVATE, false, false, List.of()))
                .orElseThrow();
        Member member = server.member();
        Listener listener = listener(Optional.of(member));
        listener.say("{\"type\":\"ping\",\"id\":1}");
        listener.next("pong");
        groups.join(group, member.id(), Role.MEMBER);
        JsonNode joined = listener.next("session-change");
        assertThat(joined.path("action").asString()).isEqualTo("group-join");
        assertThat(joined.path("model").path("userid").asString())
                .isEqualTo("acct:" + member.username() + "@127.0.0.1");
        assertThat(joined.path("model").path("groups").toString()).contains(group.id());
        groups.leave(group, member.id(), member.id());
        JsonNode left = listener.next("session-change");
        assertThat(left.path("action").asString()).isEqualTo("group-leave");
        assertThat(left.path("model").path("groups").toString()).doesNotContain(group.id());
    }
}
