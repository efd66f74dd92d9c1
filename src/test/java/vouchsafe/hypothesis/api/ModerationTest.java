package vouchsafe.hypothesis.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.Role;

/** What moderators decide, who sees it, and what becomes of it when the author shares or takes back. */
class ModerationTest {
    private final String page = "https://example.org/" + UUID.randomUUID();
    private final Api owner = Api.reused(0);
    private final Api author = Api.reused(1);
    private final String group =
            owner.post("groups", Map.of("name", "Readers", "type", "open")).text("id");

    private int next = 2;

    private Map<String, Object> everyone() {
        return Map.of("read", List.of("group:" + group));
    }

    private Map<String, Object> onlyMe() {
        return Map.of("read", List.of(author.userId()));
    }

    private String shared() {
        return author.annotate(page, Map.of("group", group, "permissions", everyone()))
                .path("id")
                .asString();
    }

    private Api with(@Nullable Role role) {
        Api member = Api.reused(next++);
        if (role != null) {
            Groups groups = TestServer.shared().bean(Groups.class);
            groups.join(groups.find(group).orElseThrow(), member.account().id(), role);
        }
        return member;
    }

    private void decide(String id, Moderation standing) {
        Annotations annotations = TestServer.shared().bean(Annotations.class);
        Annotation annotation =
                annotations.find(AnnotationId.parse(id).orElseThrow()).orElseThrow();
        annotations.moderate(owner.account().id(), annotation, standing, "");
    }

    private void preModerated(boolean on) {
        assertThat(owner.patch("groups/" + group, Map.of("pre_moderated", on)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void hidden_things_are_seen_by_their_author_and_by_moderators(Moderation standing) {
        String id = shared();
        decide(id, standing);
        boolean open = standing == Moderation.APPROVED;
        assertThat(author.ids(author.get("search?uri=" + page))).containsExactly(id);
        for (Role role : new @Nullable Role[] {null, Role.MEMBER, Role.MODERATOR, Role.ADMIN, Role.OWNER}) {
            Api reader = with(role);
            boolean sees = open || role != null && role.atLeast(Role.MODERATOR);
            assertThat(reader.ids(reader.get("search?uri=" + page)).contains(id))
                    .as(role + " " + standing)
                    .isEqualTo(sees);
        }
        Api anonymous = Api.anonymous();
        assertThat(anonymous.ids(anonymous.get("search?uri=" + page)).contains(id))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @EnumSource
    void nobody_sees_what_another_keeps_for_themselves_whatever_their_role(Role role) {
        String id = author.annotate(page, Map.of("group", group, "permissions", onlyMe()))
                .path("id")
                .asString();
        Api reader = with(role);
        assertThat(reader.ids(reader.get("search?uri=" + page))).isEmpty();
        assertThat(reader.get("annotations/" + id).status()).isEqualTo(404);
        assertThat(reader.get("annotations/" + id + ".jsonld").status()).isEqualTo(404);
        assertThat(reader.put("annotations/" + id + "/hide").status()).isEqualTo(404);
        assertThat(reader.delete("annotations/" + id + "/hide").status()).isEqualTo(404);
        assertThat(reader.put("annotations/" + id + "/flag").status()).isEqualTo(404);
        assertThat(author.ids(author.get("search?uri=" + page))).containsExactly(id);
    }

    @Test
    void moderators_hide_and_show_and_nobody_else_does() {
        String id = shared();
        Api moderator = with(Role.MODERATOR);
        String hide = "annotations/" + id + "/hide";
        for (Api other : List.of(with(Role.MEMBER), with(null), Api.anonymous())) {
            assertThat(other.put(hide).status()).isEqualTo(404);
            assertThat(other.delete(hide).status()).isEqualTo(404);
        }
        assertThat(moderator.put(hide).status()).isEqualTo(204);
        assertThat(moderator.delete(hide).status()).isEqualTo(204);
        String world = author.annotate(page).path("id").asString();
        assertThat(moderator.put("annotations/" + world + "/hide").status()).isEqualTo(404);
        assertThat(moderator.delete("annotations/" + world + "/hide").status()).isEqualTo(404);
    }

    @Test
    void whoever_may_read_it_reports_it_and_moderators_see_how_many_did() {
        String id = shared();
        Api moderator = with(Role.MODERATOR);
        assertThat(Api.anonymous().put("annotations/" + id + "/flag").status()).isEqualTo(404);
        assertThat(with(null).put("annotations/" + id + "/flag").status()).isEqualTo(204);
        assertThat(moderator
                        .get("annotations/" + id)
                        .json()
                        .at("/moderation/flagCount")
                        .asInt())
                .isEqualTo(1);
        String own = author.annotate(page, Map.of("permissions", onlyMe()))
                .path("id")
                .asString();
        assertThat(author.put("annotations/" + own + "/flag").status())
                .as("one's own, too")
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "false,         , APPROVED",
        "true,          , PENDING",
        "true,  DENIED  , PENDING",
        "true,  PENDING , PENDING",
        "true,  SPAM    , SPAM",
        "false, PENDING , PENDING",
        "false, APPROVED, APPROVED"
    })
    void sharing_what_was_private_goes_by_what_was_decided_before(
            boolean preModerated, @Nullable Moderation before, Moderation after) {
        String path;
        if (before == null) {
            path = "annotations/"
                    + author.annotate(page, Map.of("group", group, "permissions", onlyMe()))
                            .path("id")
                            .asString();
        } else {
            String id = shared();
            path = "annotations/" + id;
            decide(id, before);
            Answer taken = author.patch(path, Map.of("permissions", onlyMe()));
            assertThat(taken.text("moderation_status")).as("kept while private").isEqualTo(before.name());
        }
        preModerated(preModerated);
        Answer answer = author.patch(path, Map.of("permissions", everyone(), "text", "PUBLIC"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("moderation_status")).isEqualTo(after.name());
        Api anonymous = Api.anonymous();
        assertThat(anonymous.get(path).status()).isEqualTo(after == Moderation.APPROVED ? 200 : 404);
    }

    @ParameterizedTest
    @CsvSource({
        "true,PENDING", "true,APPROVED", "true,SPAM", "true,DENIED",
        "false,PENDING", "false,APPROVED", "false,SPAM", "false,DENIED"
    })
    void what_is_taken_back_keeps_its_standing_and_is_its_authors_alone(boolean preModerated, Moderation standing) {
        String id = shared();
        decide(id, standing);
        preModerated(preModerated);
        Answer answer = author.patch("annotations/" + id, Map.of("permissions", onlyMe(), "text", "PRIVATE"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("moderation_status")).isEqualTo(standing.name());
        assertThat(answer.json().at("/permissions/read/0").asString()).isEqualTo(author.userId());
        assertThat(owner.get("annotations/" + id).status()).isEqualTo(404);
    }

    @Test
    void nobody_writes_where_only_members_may() {
        String restricted = owner.post("groups", Map.of("name", "Writers", "type", "restricted"))
                .text("id");
        Answer refused = author.post(
                "annotations",
                Map.of(
                        "uri",
                        page,
                        "group",
                        restricted,
                        "permissions",
                        Map.of("read", List.of("group:" + restricted))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("reason")).startsWith("group:");
        String theirs = owner.group();
        owner.annotate(page, Map.of("group", theirs, "permissions", Map.of("read", List.of("group:" + theirs))));
        assertThat(author.ids(author.get("search?uri=" + page))).isEmpty();
    }
}
