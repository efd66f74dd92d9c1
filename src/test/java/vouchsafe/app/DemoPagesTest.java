package vouchsafe.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.WebSession;
import vouchsafe.app.demo.DemoData;
import vouchsafe.embedded.FreePort;

/** The demo in a process of its own: whoever looks around finds every page filled, and nothing leads away from this machine. */
@Tag("slow")
class DemoPagesTest {
    private static final Pattern LINK = Pattern.compile("<a [^>]*?href=\"([^\"]*)\"");
    private static final Pattern ANY_ADDRESS = Pattern.compile("(?:href|action|src)=\"(https?://[^\"]*)\"");
    /** What pages say of lists that are empty, without a picture beside it. */
    private static final List<String> NOTHING = List.of(
            "No request waits.",
            "No change waits.",
            "None in the last two weeks.",
            "You have none.",
            "it has brought nothing yet",
            "Nobody accepted messages");
    /** What follows a number or a page of a list differs in nothing that matters here; so many of a kind are looked at. */
    private static final int MOST_OF_A_KIND = 8;

    @TempDir
    static Path folder = Path.of("");

    private static VouchsafeProcess demo;
    private static int appPort;

    @BeforeAll
    static void start() {
        appPort = FreePort.find();
        demo = VouchsafeProcess.demo(folder, appPort);
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alan", "grace", "rosa", "admin"})
    void every_page_that_links_lead_to_is_filled(String username) {
        WebSession visitor = new WebSession(demo.base());
        HttpResponse<String> signedIn =
                visitor.submit("/account/login/", Map.of("login", username, "password", DemoData.PASSWORD));
        assertThat(signedIn.statusCode()).isEqualTo(303);
        Set<String> seen = walk(visitor, username);
        assertThat(seen)
                .contains(
                        "/member/me/connections/",
                        "/member/me/data/",
                        "/member/me/ledger/",
                        "/member/me/messages/",
                        "/account/activity/",
                        "/groups/",
                        "/direct-sharing/projects/manage/");
        if (username.equals("admin")) {
            assertThat(seen)
                    .contains("/admin/members/", "/admin/audit/", "/admin/mail/", "/admin/oauthclients", "/review/");
        }
        assertThat(seen.size()).as(seen.toString()).isGreaterThan(60);
    }

    private static Set<String> walk(WebSession visitor, String username) {
        Set<String> seen = new HashSet<>();
        Map<String, Integer> kinds = new HashMap<>();
        Deque<String> open = new ArrayDeque<>(List.of("/", "/account/", "/docs/"));
        List<String> faults = new ArrayList<>();
        while (!open.isEmpty()) {
            String path = open.removeFirst();
            String kind =
                    path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+", "N").replaceAll("=[^&]*", "=V");
            if (seen.contains(path) || kinds.merge(kind, 1, Integer::sum) > MOST_OF_A_KIND) {
                continue;
            }
            seen.add(path);
            HttpResponse<String> answer = visitor.get(path);
            if (answer.statusCode() / 100 == 3) {
                answer.headers().firstValue("Location").ifPresent(next -> {
                    if (next.startsWith(demo.base())) {
                        open.add(next.substring(demo.base().length()));
                    }
                });
                continue;
            }
            faults.addAll(faults(path, answer));
            if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                LINK.matcher(answer.body())
                        .results()
                        .map(link -> link.group(1).replace("&amp;", "&").replaceAll("#.*", ""))
                        .map(link -> link.startsWith("?") ? path.replaceAll("\\?.*", "") + link : link)
                        .filter(link -> link.startsWith("/") && !link.startsWith("/assets/"))
                        .forEach(open::add);
            }
        }
        assertThat(faults).as("what " + username + " sees").isEmpty();
        return seen;
    }

    private static List<String> faults(String path, HttpResponse<String> answer) {
        List<String> faults = new ArrayList<>();
        if (answer.statusCode() != 200) {
            faults.add(path + " answers " + answer.statusCode());
        }
        if (answer.body().contains("class=\"empty-state\"")) {
            faults.add(path + " is empty: " + answer.body().replaceAll("(?s).*empty-state-title\">([^<]*).*", "$1"));
        }
        NOTHING.stream()
                .filter(words -> answer.body().contains(words))
                .forEach(words -> faults.add(path + " says: " + words));
        ANY_ADDRESS
                .matcher(answer.body())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !path.startsWith("/docs/"))
                .filter(link -> !link.matches("http://(127\\.0\\.0\\.1|localhost):[0-9]+/.*"))
                .forEach(link -> faults.add(path + " leads to " + link));
        return faults;
    }

    @Test
    void the_apps_answer_on_loopback() {
        WebSession visitor = new WebSession("http://127.0.0.1:" + appPort);
        for (String path :
                List.of("/", "/steps/", "/air/", "/coffee/", "/bike/", "/reading/", "/about", "/steps/terms")) {
            assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }
}
