package vouchsafe.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;

/** What requests under way may hold, on a container of its own that is small enough to be filled with a few. */
@Timeout(120)
class OpenRequestsTest {
    /** A form with what it takes to answer it is 304 kB: a network may have one, and all together thirteen. */
    private static final long MEMORY = 4L << 20;

    private final Tomcat tomcat = new Tomcat();
    private final List<Socket> open = new ArrayList<>();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore finish = new Semaphore(0);

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "holding", new Holding());
        context.addServletMappingDecoded("/*", "holding");
        tomcat.getEngine()
                .getPipeline()
                .addValve(new OpenRequests(
                        TrustedProxies.NONE, MEMORY, Metrics.off().counts("turned.away", "", Label.of("reason"))));
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        finish.release(100);
        for (Socket socket : open) {
            socket.close();
        }
        tomcat.stop();
        tomcat.destroy();
    }

    /** Takes its time. */
    private final class Holding extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            begun.release();
            finish.acquireUninterruptibly();
        }
    }

    @Test
    void a_network_has_a_share_and_all_together_no_more_than_there_is() throws Exception {
        form("127.8.1.1");
        begun.acquire();
        assertThat(answer(form("127.8.1.1"))).startsWith("HTTP/1.1 429").contains("Retry-After: 5", "your network");
        // Whoever does not say how long the form is may send a long one.
        assertThat(answer(send("127.8.1.1", "Transfer-Encoding: chunked"))).startsWith("HTTP/1.1 429");
        for (int network = 2; network <= 13; network++) {
            form("127.8.1." + network);
            begun.acquire();
        }
        assertThat(answer(form("127.8.1.14"))).startsWith("HTTP/1.1 503").contains("Retry-After: 5");
        finish.release(13);
        for (Socket socket : List.of(open.get(0), open.get(3), open.get(14))) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 200");
        }
    }

    private Socket form(String from) throws IOException {
        return send(from, "Content-Length: " + RequestLimits.FORM_BYTES);
    }

    private Socket send(String from, String length) throws IOException {
        Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"),
                tomcat.getConnector().getLocalPort(),
                InetAddress.getByName(from),
                0);
        socket.setSoTimeout(60_000);
        open.add(socket);
        socket.getOutputStream().write(("POST / HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n").getBytes(ISO_8859_1));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] answer = new byte[4_096];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, length), ISO_8859_1);
    }
}
