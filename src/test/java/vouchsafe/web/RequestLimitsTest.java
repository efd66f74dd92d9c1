package vouchsafe.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import vouchsafe.TestServer;

/** Raw bytes to the real port: no client library that would refuse to send them. */
@Timeout(300)
class RequestLimitsTest {
    private final URI server = URI.create(TestServer.shared().url("/"));
    private final ListAppender<ILoggingEvent> accessLog = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("vouchsafe.access");

    @BeforeEach
    void listen() {
        accessLog.start();
        logger.addAppender(accessLog);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(accessLog);
    }

    @Test
    void PX_01_a_header_of_a_megabyte_is_refused_at_once() throws IOException {
        assertThat(status("GET / HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(1 << 20) + "\r\n\r\n"))
                .isIn(400, 431);
    }

    @Test
    void PX_01_ten_thousand_header_lines_are_refused() throws IOException {
        assertThat(status("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(10_000) + "\r\n"))
                .isIn(400, 431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/login/", "/oauth2/token/"})
    void PX_01_a_form_of_a_megabyte_is_refused(String path) throws IOException {
        String form = "username=" + "a".repeat(1 << 20);
        assertThat(status(post(path, "application/x-www-form-urlencoded", form)))
                .isIn(400, 403, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/login/", "/oauth2/token/"})
    void PX_01_ten_thousand_parameters_are_refused(String path) throws IOException {
        assertThat(status(post(path, "application/x-www-form-urlencoded", "a=b&".repeat(10_000))))
                .isIn(400, 403, 413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Lengths and transfer codings nobody can agree on: RFC 9112 section 6.3.
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\nabcd",
                "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\n folded: header\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET / x HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void PX_06_a_request_that_can_be_read_in_two_ways_is_not_read(String request) throws IOException {
        assertThat(status(request)).isIn(400, 401, 404, 501);
    }

    @Test
    void PX_06_a_length_beside_chunks_ends_the_connection_after_one_answer() throws IOException {
        String answers =
                exchange("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    /** The next request of a client would fail otherwise, and most clients send no POST twice. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /health/live", "POST /nowhere/", "POST /api/annotations", "PUT /account/login/"})
    void an_answer_before_the_end_of_a_body_of_unknown_length_says_that_the_connection_ends(String line)
            throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
                            .getBytes(ISO_8859_1));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
            assertThat(answer.lines().takeWhile(head -> !head.isEmpty())).contains("Connection: close");
        }
    }

    @Test
    void a_body_of_unknown_length_that_was_read_leaves_the_connection_open() throws IOException {
        String form = "grant_type=none";
        String answers = exchange("POST /oauth2/token/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
                + Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(3);
    }

    @Test
    void EN_10_and_EN_03_the_access_log_is_one_line_per_request_without_query_or_keys() throws IOException {
        String key = "A".repeat(40);
        status("GET /account/verify/" + key + "/?token=hidden HTTP/1.1\r\nHost: x\r\nUser-Agent: a\tb\r\n\r\n");
        assertThat(accessLog.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("event=request method=GET path=/account/verify/-/ status=")
                        .contains(" ms=")
                        .endsWith(" address=127.0.0.1"))
                .noneMatch(line -> line.contains("hidden") || line.contains(key));
    }

    @Test
    void EN_07_a_stranger_cannot_choose_the_address_that_is_logged() throws IOException {
        String mark = "/mark-" + Long.toHexString(System.nanoTime());
        status("GET " + mark + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n");
        assertThat(accessLog.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains(mark))
                .singleElement()
                .asString()
                .endsWith(" address=127.0.0.1");
    }

    @Test
    void EN_10_what_is_not_printable_does_not_reach_the_log() {
        assertThat(AccessLog.path("/a\r\nb\u001b[31m\u2028ü")).isEqualTo("/a??b?[31m??");
        assertThat(AccessLog.path("/" + "x/".repeat(1_000))).hasSize(200);
    }

    @Test
    void EN_10_a_value_with_line_breaks_or_terminal_escapes_stays_on_its_line() {
        assertThat(OneLineMessage.plain("name=a\r\nERROR forged \u001b[2J\u2028x\u202ey"))
                .isEqualTo("name=a??ERROR forged ?[2J?x?y");
        assertThat(OneLineMessage.plain("name=Grüße 漢字")).isEqualTo("name=Grüße 漢字");
    }

    private static String post(String path, String type, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private int status(String request) throws IOException {
        String answer = exchange(request);
        assertThat(answer).startsWith("HTTP/1.1 ");
        return Integer.parseInt(answer.substring(9, 12));
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(120_000);
            OutputStream output = socket.getOutputStream();
            try {
                output.write(request.getBytes(ISO_8859_1));
                output.flush();
            } catch (SocketException refusedEarly) {
                // The answer is there already.
            }
            StringBuilder answer = new StringBuilder();
            byte[] block = new byte[8192];
            try {
                socket.shutdownOutput();
                for (int count = socket.getInputStream().read(block);
                        count > 0;
                        count = socket.getInputStream().read(block)) {
                    answer.append(new String(block, 0, count, ISO_8859_1));
                }
            } catch (IOException cut) {
                // What came before the connection was closed counts.
            }
            return answer.toString();
        }
    }
}
