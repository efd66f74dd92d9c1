package vouchsafe.portal.authorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.WebSession;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.checklist.AtOnce;
import vouchsafe.checklist.Node;
import vouchsafe.consent.Withdrawal;
import vouchsafe.consent.Withdrawn;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;

/**
 * A browser asks for codes under a standing consent, on two nodes and without a pause, while something ends. Who asks after the
 * end was answered gets none, and where the end is one of the apps too no code of before is good for anything.
 */
@Tag("slow")
class StandingConsentRacesTest {
    private static final int ROUNDS = Integer.getInteger("vouchsafe.races", 3);
    private static final int CALLERS = 6;

    private static final TestServer SERVER = TestServer.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Node second;

    @BeforeAll
    static void start() {
        second = Node.besideShared();
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    private record Scene(TestApp app, Member member, WebSession browser, WebSession elsewhere) {}

    private enum End {
        SIGNED_OUT(false) {
            @Override
            void come(Scene scene) {
                assertThat(scene.browser().post("/account/logout/", Map.of()).statusCode())
                        .isLessThan(400);
            }
        },
        SIGNED_OUT_ELSEWHERE(false) {
            @Override
            void come(Scene scene) {
                assertThat(scene.elsewhere()
                                .post("/account/sessions/end-others/", Map.of())
                                .statusCode())
                        .isLessThan(400);
            }
        },
        PASSWORD_CHANGED(true) {
            @Override
            void come(Scene scene) {
                HttpResponse<String> done = scene.elsewhere()
                        .submit(
                                "/account/password/change/",
                                Map.of(
                                        "password",
                                        TestServer.PASSWORD,
                                        "new_password",
                                        "eight blue kettles",
                                        "end_apps",
                                        "on"));
                assertThat(done.statusCode()).isEqualTo(303);
            }
        },
        SUSPENDED(true) {
            @Override
            void come(Scene scene) {
                Member boss = SERVER.administrator();
                SignedInMember administrator =
                        new SignedInMember(boss.id(), boss.username(), true, false, true, boss.stamp());
                assertThat(SERVER.bean(MemberAdministration.class).suspend(administrator, scene.member(), "a race"))
                        .isTrue();
            }
        },
        WITHDRAWN(true) {
            @Override
            void come(Scene scene) {
                Grant grant = SERVER.bean(Grants.class)
                        .find(scene.app().client().id(), scene.member().id())
                        .orElseThrow();
                assertThat(SERVER.bean(Withdrawal.class).byMember(scene.member().id(), grant.id(), false))
                        .isInstanceOf(Withdrawn.Now.class);
            }
        };

        private final boolean endsApps;

        End(boolean endsApps) {
            this.endsApps = endsApps;
        }

        abstract void come(Scene scene);
    }

    @ParameterizedTest
    @EnumSource
    void nothing_begins_after_an_end(End end) {
        for (int round = 0; round < ROUNDS; round++) {
            Member member = SERVER.member();
            Scene scene = new Scene(TestApp.create(), member, SERVER.signedIn(member), SERVER.signedIn(member));
            scene.app().code(scene.browser());
            scene.browser().get("/account/");
            scene.elsewhere().get("/account/sessions/");
            Queue<String> before = new ConcurrentLinkedQueue<>();
            Queue<String> after = new ConcurrentLinkedQueue<>();
            race(end, scene, before, after);
            assertThat(after).as("codes for requests that began after: %s", end).isEmpty();
            assertThat(before).isNotEmpty();
            if (end.endsApps) {
                for (String code : before) {
                    assertThat(scene.app().exchange(code).status())
                            .as("a code of before: %s", end)
                            .isNotEqualTo(200);
                }
            }
        }
    }

    private static void race(End end, Scene scene, Queue<String> before, Queue<String> after) {
        AtomicBoolean over = new AtomicBoolean();
        String cookies = scene.browser().cookieHeader();
        List<Supplier<Boolean>> works = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            String node = caller % 2 == 0 ? "http://127.0.0.1:" + SERVER.port() : second.url();
            URI address = URI.create(node + scene.app().authorizePath(Map.of()));
            works.add(() -> {
                boolean last;
                do {
                    // Once more after the end.
                    last = over.get();
                    String code = code(address, cookies);
                    if (!code.isEmpty()) {
                        (last ? after : before).add(code);
                    }
                } while (!last);
                return true;
            });
        }
        works.add(() -> {
            try {
                await().atMost(Duration.ofMinutes(2)).until(() -> before.size() >= CALLERS);
                end.come(scene);
                return true;
            } finally {
                over.set(true);
            }
        });
        AtOnce.all(works);
    }

    private static String code(URI address, String cookies) {
        HttpRequest request =
                HttpRequest.newBuilder(address).header("Cookie", cookies).build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            String location = answer.headers().firstValue("Location").orElse("");
            assertThat(answer.statusCode()).isIn(200, 302, 303, 503);
            return location.contains("code=") ? TestApp.query(location).getOrDefault("code", "") : "";
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
