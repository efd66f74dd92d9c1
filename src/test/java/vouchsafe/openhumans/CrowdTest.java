package vouchsafe.openhumans;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.files.TestFiles;

/**
 * A crowd at the files keeps nobody from refreshing a token, and nobody is told that the database is away. The crowd takes nearly
 * all that one network may have, and every test comes from the same: so this one runs alone.
 */
@Isolated
class CrowdTest {
    private static final int DOWNLOADS = 290;
    private static final int UPLOADS = 190;

    private final TestFiles files = TestFiles.create();

    @Test
    void hundreds_of_downloads_and_uploads_at_once_keep_no_refresh_waiting() throws Exception {
        String place = TestFiles.follow(files.link(files.upload("night.csv", "0123456789")));
        Refreshing app = new Refreshing();
        byte[] content = "a small file".getBytes(StandardCharsets.UTF_8);
        List<Future<Integer>> crowd = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < DOWNLOADS; i++) {
                crowd.add(callers.submit(() -> {
                    HttpResponse<String> answer = TestFiles.get(place, Map.of());
                    return calm(answer.statusCode(), answer.body());
                }));
            }
            for (int i = 0; i < UPLOADS; i++) {
                crowd.add(callers.submit(() -> {
                    Answer answer = files.upload("crowd.csv", content, Map.of("metadata", TestFiles.METADATA));
                    return calm(answer.status(), answer.body());
                }));
            }
            while (crowd.stream().anyMatch(each -> !each.isDone())) {
                app.refresh();
                assertThat(TestServer.shared().browser().get("/health/ready").statusCode())
                        .isEqualTo(200);
            }
            app.refresh();
        }
        for (Future<Integer> each : crowd) {
            assertThat(each.get()).isIn(200, 201, 503);
        }
    }

    private static int calm(int status, String body) {
        assertThat(body).doesNotContain("database is away");
        return status;
    }

    /** The member's app, which refreshes again and again. */
    private final class Refreshing {
        private String token =
                files.app.connect(TestServer.shared().signedIn(files.member)).text("refresh_token");

        void refresh() {
            Answer answer = TestApp.post(
                    "/oauth2/token/",
                    TestApp.encode(Map.of("grant_type", "refresh_token", "refresh_token", token)),
                    Map.of("Authorization", TestApp.basic(files.app.clientId(), files.app.secret())));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            token = answer.text("refresh_token");
        }
    }
}
