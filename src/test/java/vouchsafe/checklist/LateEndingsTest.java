package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.CredentialsEnded;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.TestFiles;
import vouchsafe.hypothesis.AnnotationApp;

/** What an ending must also end, asked for as browsers and apps do. */
class LateEndingsTest {
    private final TestServer server = TestServer.shared();
    private final MemberAdministration administration = server.bean(MemberAdministration.class);
    private final SignedInMember administrator = acting(server.administrator());

    private static SignedInMember acting(Member member) {
        return new SignedInMember(member.id(), member.username(), true, false, true, member.stamp());
    }

    private Member now(Member member) {
        return server.bean(Members.class).find(member.id()).orElseThrow();
    }

    @Test
    void who_signs_in_with_the_old_password_while_it_is_changed_is_not_signed_in() {
        for (int round = 0; round < 4; round++) {
            Member member = server.member();
            WebSession owner = server.signedIn(member);
            owner.get("/account/password/change/");
            List<WebSession> thieves = new ArrayList<>();
            List<Supplier<Integer>> works = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                WebSession thief = server.browser();
                thief.get("/account/login/");
                thieves.add(thief);
                works.add(() -> thief.post(
                                "/account/login/", Map.of("login", member.username(), "password", TestServer.PASSWORD))
                        .statusCode());
            }
            works.add(() -> owner.post(
                            "/account/password/change/",
                            Map.of("password", TestServer.PASSWORD, "new_password", "four green bottles"))
                    .statusCode());
            List<Integer> statuses = AtOnce.all(works);
            assertThat(statuses.getLast()).isIn(303, 503);
            if (statuses.getLast() == 303) {
                assertThat(owner.get("/member/me/data/").statusCode()).isEqualTo(200);
                for (WebSession thief : thieves) {
                    assertThat(thief.get("/member/me/data/").statusCode()).isEqualTo(302);
                }
            }
        }
    }

    @Test
    void nobody_vouches_for_an_account_that_is_suspended_meanwhile() throws JOSEException {
        String authority =
                "v" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example";
        AnnotationApp serving = AnnotationApp.serving(authority);
        AnnotationApp app = AnnotationApp.vouching(authority);
        for (int round = 0; round < 5; round++) {
            String username = "theirs" + round;
            TestApp.post(
                    "/api/users",
                    "{\"authority\":\"" + authority + "\",\"username\":\"" + username + "\",\"email\":\"" + username
                            + "@" + authority + "\"}",
                    Map.of("Authorization", serving.basic(), "Content-Type", "application/json"));
            Member member =
                    server.bean(Members.class).byUsername(username, authority).orElseThrow();
            String assertion = assertion(app, authority, username);
            AtomicBoolean over = new AtomicBoolean();
            List<Supplier<List<Answer>>> works = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                works.add(() -> {
                    List<Answer> answers = new ArrayList<>();
                    boolean last;
                    do {
                        last = over.get();
                        answers.add(AnnotationApp.token(
                                Map.of("grant_type", AnnotationApp.ASSERTION, "assertion", assertion)));
                    } while (!last);
                    return answers;
                });
            }
            works.add(() -> {
                boolean done = administration.suspend(administrator, member, "a race");
                over.set(true);
                assertThat(done).isTrue();
                return List.of();
            });
            List<Answer> given = AtOnce.all(works).stream()
                    .flatMap(List::stream)
                    .filter(answer -> answer.status() == 200)
                    .toList();
            for (Answer each : given) {
                assertThat(AnnotationApp.profile(each.text("access_token"))
                                .json()
                                .path("userid")
                                .isNull())
                        .isTrue();
                assertThat(AnnotationApp.refresh(each.text("refresh_token")).status())
                        .isEqualTo(400);
            }
        }
    }

    private static String assertion(AnnotationApp app, String authority, String username) throws JOSEException {
        long now = InstantSource.system().instant().getEpochSecond();
        JWSObject object = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256),
                new Payload(Map.of(
                        "iss",
                        app.clientId(),
                        "aud",
                        "127.0.0.1",
                        "sub",
                        "acct:" + username + "@" + authority,
                        "nbf",
                        now,
                        "exp",
                        now + 300)));
        object.sign(new MACSigner(app.secret().getBytes(StandardCharsets.UTF_8)));
        return object.serialize();
    }

    @Test
    void TK_20_no_link_of_a_suspended_member_works_and_no_master_token_touches_their_files() {
        TestFiles files = TestFiles.create();
        long id = files.upload("night.csv", "0123456789");
        String link = files.link(id);
        String own =
                server.url(server.bean(DownloadLinks.class).ownPath(TestFiles.file(id), files.member.credentials()));
        String bytes = TestFiles.follow(link);
        String number = files.grant().subject();
        Map<String, String> direct =
                Map.of("project_member_id", number, "filename", "more.csv", "metadata", TestFiles.METADATA);
        Answer begun = files.call("upload/direct/", direct, files.master);
        assertThat(begun.status()).as(begun.body()).isEqualTo(201);
        assertThat(TestFiles.get(own, Map.of()).statusCode()).isEqualTo(200);

        assertThat(administration.suspend(administrator, now(files.member), "for a while"))
                .isTrue();

        for (String dead : List.of(link, bytes, own)) {
            assertThat(TestFiles.get(dead, Map.of()).statusCode()).isEqualTo(403);
        }
        assertThat(TestFiles.put(begun.text("url"), "1,2").status()).isEqualTo(403);
        assertThat(files.call(
                                "upload/complete/",
                                Map.of("project_member_id", number, "file_id", begun.text("id")),
                                files.master)
                        .status())
                .isEqualTo(400);
        assertThat(files.call("upload/direct/", direct, files.master).status()).isEqualTo(400);
        MultipartForm form = new MultipartForm()
                .fields(Map.of("project_member_id", number, "metadata", TestFiles.METADATA))
                .file("data_file", "late.csv", "1,2".getBytes(StandardCharsets.UTF_8));
        assertThat(files.send(form, files.master).status()).isEqualTo(400);
        assertThat(files.call(
                                "delete/",
                                Map.of("project_member_id", number, "file_id", Long.toString(id)),
                                files.master)
                        .status())
                .isEqualTo(400);
        assertThat(TestFiles.file(id).size()).isEqualTo(10);

        assertThat(administration.reinstate(administrator, now(files.member))).isTrue();
        assertThat(TestFiles.get(link, Map.of()).statusCode()).isEqualTo(302);
        assertThat(TestFiles.get(own, Map.of()).statusCode())
                .as("what the member was signed in with has ended")
                .isEqualTo(403);
    }

    @Test
    void of_two_administrators_who_demote_each_other_one_is_left() {
        for (int round = 0; round < 20; round++) {
            Member one = server.administrator();
            Member other = server.administrator();
            List<Boolean> done = AtOnce.all(List.of(() -> demotes(one, other), () -> demotes(other, one)));
            assertThat(done).containsExactlyInAnyOrder(true, false);
            assertThat(List.of(now(one).administrator(), now(other).administrator()))
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    private boolean demotes(Member giver, Member member) {
        try {
            return administration.setRoles(acting(giver), member, false, false);
        } catch (CredentialsEnded none) {
            return false;
        }
    }

    @Test
    void what_an_administrator_saves_does_not_change_an_account_that_is_deleted_meanwhile() {
        Member member = TestAccounts.member();
        assertThat(server.bean(AccountDeletion.class).delete(member, member.credentials(), false))
                .isEmpty();
        assertThat(administration.setRoles(administrator, member, true, true)).isFalse();
        assertThat(administration.suspend(administrator, member, "too late")).isFalse();
        assertThat(administration.reinstate(administrator, member)).isFalse();
        assertThat(now(member).administrator()).isFalse();
        assertThat(now(member).status()).isEqualTo(Member.Status.DELETED);
    }
}
