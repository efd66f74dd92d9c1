package vouchsafe.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who reads a long answer, and how slowly, on a container of its own whose patience is short. */
@Tag("slow")
@Timeout(120)
class SlowReaderTest {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int ANSWER = 16 << 20;

    private final Tomcat tomcat = new Tomcat();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        // The system says that there is room again when a third of this is free.
        tomcat.getConnector().setProperty("socket.txBufSize", "4096");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "long", new LongAnswer());
        context.addServletMappingDecoded("/*", "long");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }

    private final class LongAnswer extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] part = new byte[8192];
            try {
                PacedResponse paced = new PacedResponse(response, GRACE);
                for (int sent = 0; sent < ANSWER; sent += part.length) {
                    paced.getOutputStream().write(part);
                }
                ended.add("sent");
            } catch (IOException broken) {
                ended.add(String.valueOf(broken.getMessage()));
                throw broken;
            }
        }
    }

    @Test
    void who_reads_by_drips_does_not_hold_it_for_long() throws Exception {
        try (Socket reader = asks()) {
            String end = null;
            while (end == null) {
                // Never silent, so that the container's own limit is never met.
                assertThat(reader.getInputStream().readNBytes(60)).hasSize(60);
                end = ended.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(end).startsWith("the other end moved ");
        }
    }

    @Test
    void who_reads_at_once_gets_all_of_it() throws Exception {
        try (Socket reader = asks()) {
            assertThat(read(reader.getInputStream())).isGreaterThan(ANSWER);
        }
        assertThat(end()).isEqualTo("sent");
    }

    private @Nullable String end() throws InterruptedException {
        return ended.poll(60, TimeUnit.SECONDS);
    }

    private Socket asks() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2048);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", tomcat.getConnector().getLocalPort()));
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
        return socket;
    }

    private static long read(InputStream in) throws IOException {
        byte[] part = new byte[65_536];
        long all = 0;
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            all += count;
        }
        return all;
    }
}
