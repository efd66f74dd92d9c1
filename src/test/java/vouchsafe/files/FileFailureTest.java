package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.consent.Withdrawal;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.publication.PublicSharing;

/** Disks that are full, bytes that are away, senders who stop, consent that ends in the middle. */
class FileFailureTest {
    @TempDir
    Path folder;

    private long kept() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void a_folder_without_room_takes_nothing_and_says_why() throws IOException {
        LocalFolderStorage storage = new LocalFolderStorage(folder, Long.MAX_VALUE);
        assertThatThrownBy(() -> storage.store(StorageKey.next(), new ByteArrayInputStream(new byte[10])))
                .isInstanceOfSatisfying(StorageFailure.class, failure -> {
                    assertThat(failure.full()).isTrue();
                    assertThat(failure).hasMessageContaining("VOUCHSAFE_MIN_FREE_SPACE");
                });
        assertThat(kept()).isZero();
    }

    @Test
    void what_breaks_off_leaves_nothing_behind_in_a_folder() throws IOException {
        LocalFolderStorage storage = new LocalFolderStorage(folder, 0);
        InputStream breaking = new MeasuredStream(new ByteArrayInputStream(new byte[1_000_000]), 500_000, size -> {});
        assertThatThrownBy(() -> storage.store(StorageKey.next(), breaking)).isInstanceOf(FileTooLarge.class);
        assertThat(kept()).isZero();
    }

    @Test
    void bytes_that_are_away_are_a_calm_503() throws IOException {
        TestFiles files = TestFiles.create();
        long id = files.upload("night.csv", "bytes");
        String place = TestFiles.follow(files.link(id));
        TestServer.shared().bean(FileStorage.class).erase(TestFiles.file(id).key());
        HttpResponse<String> answer = TestFiles.get(place, Map.of());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.body()).contains("can't be read at the moment");
        assertThat(TestServer.shared().bean(ReadLedger.class).summary(files.member.id()))
                .as("nothing was read")
                .isEmpty();
        files.call("delete/", Map.of("all_files", "True"));
    }

    @Test
    void PT_03_a_download_on_its_way_breaks_off_when_the_member_withdraws() throws Exception {
        TestFiles files = TestFiles.create();
        long id = uploadLarge(files);
        Grant grant = files.grant();
        assertBreaksOff(files.link(id), () -> {
            TestServer.shared().bean(Withdrawal.class).byMember(files.member.id(), grant.id(), false);
            awaitEnd(grant);
        });
    }

    @Test
    void PT_03_a_download_by_anyone_breaks_off_when_the_member_stops_sharing_publicly() throws Exception {
        TestServer server = TestServer.shared();
        TestFiles files = TestFiles.create();
        long id = uploadLarge(files);
        server.bean(JdbcClient.class)
                .sql("UPDATE projects SET approved = true, approved_at = created_at WHERE id = :id")
                .param("id", files.app.project().id())
                .update();
        TestServer.shared().heard();
        PublicSharing sharing = server.bean(PublicSharing.class);
        sharing.agree(files.member.id(), "{}");
        assertThat(sharing.start(files.member.id(), files.app.project())).isEqualTo(PublicSharing.Started.NOW);
        assertBreaksOff(
                server.url("/data-management/datafile-download/" + id + "/"),
                () -> sharing.stop(files.member.id(), files.app.project(), files.member.id()));
    }

    private static long uploadLarge(TestFiles files) {
        Answer answer = files.upload("large.bin", new byte[64 * 1024 * 1024], TestFiles.fields());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("id").asLong();
    }

    /** The bytes there were by then are on their way and arrive; the promised length does not. */
    private static void assertBreaksOff(String link, Runnable end) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(TestFiles.follow(link))).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream content = answer.body()) {
                assertThat(content.readNBytes(1000)).hasSize(1000);
                end.run();
                assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
            }
        }
    }

    private static void awaitEnd(Grant grant) {
        Grants grants = TestServer.shared().bean(Grants.class);
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (grants.current(grant.id()).filter(Grant::active).isPresent()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void a_node_that_has_not_the_files_of_its_database_notices() {
        TestServer server = TestServer.shared();
        JdbcClient sql = server.bean(JdbcClient.class);
        LocalFolderStorage elsewhere = new LocalFolderStorage(folder, 0);
        TestFiles.create().upload("night.csv", "bytes");
        assertThat(new StorageCheck(sql, elsewhere).run()).isFalse();
        assertThat(new StorageCheck(sql, server.bean(FileStorage.class)).run()).isTrue();
    }
}
