package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vouchsafe.Answer;
import vouchsafe.MultipartForm;
import vouchsafe.TestApp;
import vouchsafe.TestServer;
import vouchsafe.app.Setting;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileScope;
import vouchsafe.files.TestFiles;

/** Nodes that take no large files, or have no room: a clear refusal each time, and nothing half done. */
class FileLimitsTest {
    private static final byte[] BYTES = new byte[2_000_000];
    private final TestFiles files = TestFiles.create();

    private static Map<Setting, String> limits(long largest, long reserve) {
        return Map.of(Setting.MAX_FILE_SIZE, largest + "B", Setting.MIN_FREE_SPACE, reserve + "B");
    }

    private Answer upload(Node node) {
        HttpRequest form = new MultipartForm()
                .fields(TestFiles.fields())
                .file("data_file", "large.bin", BYTES)
                .to(node.url() + "/api/direct-sharing/project/files/upload/");
        return TestApp.send(HttpRequest.newBuilder(form, (name, value) -> true)
                .header("Authorization", "Bearer " + files.token)
                .build());
    }

    private static Answer put(Node node, String url, HttpRequest.BodyPublisher body) {
        URI there = URI.create(url);
        return TestApp.send(
                HttpRequest.newBuilder(URI.create(node.url() + there.getRawPath() + "?" + there.getRawQuery()))
                        .PUT(body)
                        .build());
    }

    private void assertNothingWasKept() {
        assertThat(TestServer.shared().bean(DataFiles.class).count(FileScope.all(files.member.id())))
                .isZero();
    }

    @Test
    void a_file_that_is_too_large_is_refused_however_it_comes() {
        String larger = "The file is larger than the 1000 bytes that this server accepts.";
        Answer begun = files.begin("large.bin");
        try (Node node = Node.besideShared(limits(1000, 1))) {
            Answer form = upload(node);
            assertThat(form.status()).as(form.body()).isEqualTo(413);
            assertThat(form.text("detail")).isEqualTo(larger);
            HttpRequest.BodyPublisher unknownLength =
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BYTES));
            Answer chunked = put(node, begun.text("url"), unknownLength);
            assertThat(chunked.status()).as(chunked.body()).isEqualTo(413);
            assertThat(chunked.text("detail")).isEqualTo(larger);
            assertThat(put(node, begun.text("url"), HttpRequest.BodyPublishers.ofByteArray(new byte[1000]))
                            .status())
                    .isEqualTo(200);
        }
        assertNothingWasKept();
        assertThat(files.complete(begun.json().path("id").asLong()).status()).isEqualTo(200);
    }

    @Test
    void where_there_is_no_room_that_is_said_and_nothing_is_kept() {
        Answer begun = files.begin("large.bin");
        try (Node node = Node.besideShared(limits(1L << 30, Long.MAX_VALUE))) {
            Answer form = upload(node);
            assertThat(form.status()).as(form.body()).isEqualTo(507);
            assertThat(form.text("detail"))
                    .isEqualTo("This server has no room for the file. Nothing of it was kept; its operator has to make"
                            + " room.");
            Answer put = put(node, begun.text("url"), HttpRequest.BodyPublishers.ofByteArray(new byte[1000]));
            assertThat(put.status()).as(put.body()).isEqualTo(507);
        }
        assertNothingWasKept();
        assertThat(files.complete(begun.json().path("id").asLong()).text("detail"))
                .isEqualTo("file not present");
        assertThat(put(begun.text("url"))).as("once there is room").isEqualTo(200);
    }

    private static int put(String url) {
        return TestFiles.put(url, "bytes").status();
    }

    @Test
    void what_one_node_took_in_every_node_completes_and_serves() {
        Answer begun = files.begin("night.csv");
        long id = begun.json().path("id").asLong();
        try (Node node = Node.besideShared()) {
            assertThat(put(node, begun.text("url"), HttpRequest.BodyPublishers.ofString("deep;light"))
                            .status())
                    .isEqualTo(200);
            assertThat(files.complete(id).status()).isEqualTo(200);
            URI place = URI.create(TestFiles.follow(files.link(id)));
            Answer there = TestApp.send(HttpRequest.newBuilder(URI.create(node.url() + place.getRawPath()))
                    .build());
            assertThat(there.body()).isEqualTo("deep;light");
        }
    }
}
