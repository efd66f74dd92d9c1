package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import vouchsafe.Answer;
import vouchsafe.TestApp;
import vouchsafe.TestServer;

/**
 * Large files pass through without being held. The size is 200 MB, or what {@code -Dvouchsafe.largeFileMB=2048} says; sender
 * and receiver are in the same JVM as the server and stream too.
 */
@Isolated("looks at all that lies in storage, and purges as if time had passed")
@Tag("slow")
class LargeFileTest {
    private static final long SIZE = Long.getLong("vouchsafe.largeFileMB", 200) * 1024 * 1024;
    private static final long ROOM = 100L * 1024 * 1024;
    private final TestFiles files = TestFiles.create();

    /** A stream of zeros, which nobody has to keep anywhere. */
    private static InputStream zeros() {
        return new Part(
                new InputStream() {
                    @Override
                    public int read() {
                        return 0;
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        java.util.Arrays.fill(bytes, offset, offset + length, (byte) 0);
                        return length;
                    }
                },
                SIZE);
    }

    /** The memory that outlives a collection, at its highest. */
    private static long mostKept() {
        return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static List<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool ->
                        pool.getName().contains("Tenured") || pool.getName().contains("Old Gen"))
                .toList();
    }

    @Test
    void a_large_file_goes_in_and_out_with_a_flat_heap() throws IOException, InterruptedException {
        System.gc();
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = mostKept();
        long started = System.nanoTime();
        long id = upload();
        long uploaded = System.nanoTime();
        assertThat(TestFiles.file(id).size()).isEqualTo(SIZE);
        assertThat(download(TestFiles.follow(files.link(id)))).isEqualTo(SIZE);
        long downloaded = System.nanoTime();
        Answer direct = files.begin("direct.bin");
        assertThat(put(direct.text("url"))).isEqualTo(200);
        assertThat(files.complete(direct.json().path("id").asLong())
                        .json()
                        .path("size")
                        .asLong())
                .isEqualTo(SIZE);
        long kept = mostKept() - before;
        System.out.printf(
                "%d MB: in %d ms, out %d ms, put %d ms, heap that outlived a collection grew by at most %d MB%n",
                SIZE >> 20,
                (uploaded - started) / 1_000_000,
                (downloaded - uploaded) / 1_000_000,
                (System.nanoTime() - downloaded) / 1_000_000,
                kept >> 20);
        assertThat(kept).isLessThan(ROOM);
        files.call("delete/", Map.of("all_files", "True"));
        StoredObjects.purgeAfter(java.time.Duration.ofSeconds(1));
    }

    private long upload() throws IOException, InterruptedException {
        String head = "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" + TestFiles.METADATA
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"data_file\"; filename=\"large.bin\"\r\n\r\n";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TestServer.shared().url("/api/direct-sharing/project/files/upload/")))
                .header("Authorization", "Bearer " + files.token)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new SequenceInputStream(
                        new SequenceInputStream(stream(head), zeros()), stream("\r\n--b--\r\n"))))
                .build();
        Answer answer = TestApp.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("id").asLong();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static int put(String url) {
        return TestApp.send(HttpRequest.newBuilder(URI.create(url))
                        .PUT(HttpRequest.BodyPublishers.ofInputStream(LargeFileTest::zeros))
                        .build())
                .status();
    }

    private static long download(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(SIZE);
            try (InputStream body = answer.body()) {
                byte[] chunk = new byte[64 * 1024];
                long total = 0;
                int read;
                while ((read = body.read(chunk)) >= 0) {
                    total += read;
                }
                return total;
            }
        }
    }
}
