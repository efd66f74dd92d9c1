package vouchsafe.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vouchsafe.Answer;
import vouchsafe.files.FilesSettings;
import vouchsafe.files.TestFiles;

/** Files of people and programs, through each of the examples. */
abstract class FilesBehindProxies extends BehindProxies {
    /** More than any proxy takes that is not told. */
    private static final int LARGE = 24 * 1024 * 1024;

    FilesBehindProxies(String path, boolean http2) {
        super(path, http2, false);
    }

    /** The server has the beginning of a file while its end is still with the sender. */
    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void large_files_go_through_as_they_come(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                HttpClient client = client().build()) {
            TestFiles files = TestFiles.create();
            Answer begun = files.begin("large.bin");
            String to = begun.text("url");
            assertThat(to).startsWith(base() + "/");
            byte[] content = new byte[LARGE];
            for (int place = 0; place < LARGE; place += 4_099) {
                content[place] = (byte) (place / 4_099);
            }
            CountDownLatch more = new CountDownLatch(1);
            CompletableFuture<HttpResponse<String>> put = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(to))
                            .PUT(HttpRequest.BodyPublishers.fromPublisher(
                                    HttpRequest.BodyPublishers.ofInputStream(() -> new Halting(content, more)), LARGE))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Path stored = server().bean(FilesSettings.class).folder();
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (largest(stored) < LARGE / 4 && !put.isDone() && System.nanoTime() - end < 0) {
                Thread.sleep(20);
            }
            if (put.isDone()) {
                throw new AssertionError(
                        "answered half way: " + put.join() + " " + put.join().body() + proxy.said());
            }
            assertThat(largest(stored))
                    .as("bytes that came through half way; " + proxy.said())
                    .isGreaterThanOrEqualTo(LARGE / 4);
            assertThat(put).isNotDone();
            more.countDown();
            HttpResponse<String> answer = put.get(5, TimeUnit.MINUTES);
            assertThat(answer.statusCode()).as(answer.body() + proxy.said()).isEqualTo(200);
            assertThat(files.complete(begun.json().path("id").asLong()).status())
                    .isEqualTo(200);

            String link = files.app
                    .exchangeMember(files.token)
                    .json()
                    .path("data")
                    .path(0)
                    .path("download_url")
                    .asString();
            try (HttpClient following =
                    client().followRedirects(HttpClient.Redirect.NORMAL).build()) {
                HttpResponse<byte[]> download = following.send(
                        HttpRequest.newBuilder(URI.create(link)).build(), HttpResponse.BodyHandlers.ofByteArray());
                assertThat(download.statusCode()).isEqualTo(200);
                assertThat(Arrays.equals(download.body(), content)).isTrue();
            }
        }
    }

    /** The largest file that is being written. */
    private static long largest(Path stored) throws IOException {
        if (!Files.isDirectory(stored)) {
            return 0;
        }
        try (Stream<Path> all = Files.walk(stored)) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .filter(length -> length < LARGE)
                    .max()
                    .orElse(0);
        }
    }

    /** Gives half of the bytes, and the rest when it may. */
    private static final class Halting extends InputStream {
        private final byte[] content;
        private final CountDownLatch more;
        private int given;

        Halting(byte[] content, CountDownLatch more) {
            this.content = content;
            this.more = more;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in portions");
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            if (given >= content.length) {
                return -1;
            }
            if (given >= content.length / 2) {
                try {
                    more.await();
                } catch (InterruptedException interrupted) {
                    throw new IOException(interrupted);
                }
            }
            int count = Math.min(length, Math.min(16 * 1024, content.length - given));
            System.arraycopy(content, given, into, at, count);
            given += count;
            return count;
        }
    }

    /** How much is too much is said by the server, in its own words; these two have a limit where none is set. */
    @ParameterizedTest
    @EnumSource(
            value = ProxyKind.class,
            names = {"NGINX", "APACHE"})
    void no_limit_of_the_proxys_own_comes_first(ProxyKind kind) throws Exception {
        try (Proxy proxy = start(kind);
                SSLSocket socket =
                        (SSLSocket) certificate().trust().getSocketFactory().createSocket("localhost", port())) {
            socket.setSoTimeout(120_000);
            String head = "PUT " + path() + "/data-management/datafile-upload/1/?key=wrong HTTP/1.1\r\nHost: localhost:"
                    + port() + "\r\nContent-Length: " + (3L << 30) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[64 * 1024]);
            if (kind == ProxyKind.APACHE) {
                // It passes the answer on once the body has come to an end, one way or another.
                socket.shutdownOutput();
            }
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).as(proxy.said()).isIn("HTTP/1.1 403", kind == ProxyKind.APACHE ? "HTTP/1.1 400" : "");
        }
    }
}
