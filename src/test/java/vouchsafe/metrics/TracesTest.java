package vouchsafe.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.app.Setting;
import vouchsafe.db.OwnServer;

/** What a collector of traces gets, and what the log says with it. */
@Tag("slow")
class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Lines LINES = new Lines();

    private static Collector collector;
    private static OwnServer server;

    /** Keeps what is logged. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing();
            events.add(event);
        }
    }

    private static Logger logger(String name) {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
    }

    @BeforeAll
    static void start() throws IOException {
        collector = new Collector();
        LINES.start();
        logger("vouchsafe.access").addAppender(LINES);
        logger("vouchsafe.db").addAppender(LINES);
        server = OwnServer.with(Map.of(
                Setting.TRACES_URL,
                collector.url(),
                Setting.TRUSTED_PROXIES,
                "127.0.0.1",
                Setting.SLOW_STATEMENT,
                "200ms",
                Setting.METRICS_TOKEN,
                WatchedServer.TOKEN));
    }

    @AfterAll
    static void stop() {
        server.close();
        collector.close();
        logger("vouchsafe.access").detachAppender(LINES);
        logger("vouchsafe.db").detachAppender(LINES);
    }

    private static HttpResponse<String> get(OwnServer at, String path, String traceparent) {
        return WatchedServer.send(HttpRequest.newBuilder(URI.create(at.url(path)))
                .header("traceparent", traceparent)
                .build());
    }

    @Test
    void the_trace_of_the_proxy_goes_on_with_the_request_its_statements_and_its_number() {
        HttpResponse<String> answer = get(server, "/explore-share/", "00-" + TRACE + "-00f067aa0ba902b7-01");
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        await().until(() -> collector.ofTrace(TRACE).stream().anyMatch(span -> id.equals(requestId(span))));
        Span request = collector.ofTrace(TRACE).stream()
                .filter(span -> id.equals(requestId(span)))
                .findFirst()
                .orElseThrow();
        assertThat(request.getName()).isEqualTo("GET /explore-share/");
        assertThat(request.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(request.getParentSpanId().toByteArray())
                .isEqualTo(new byte[] {0x00, (byte) 0xf0, 0x67, (byte) 0xaa, 0x0b, (byte) 0xa9, 0x02, (byte) 0xb7});
        assertThat(Collector.attribute(request, "http.response.status_code"))
                .isEqualTo(Integer.toString(answer.statusCode()));
        List<Span> statements = collector.ofTrace(TRACE).stream()
                .filter(span -> span.getParentSpanId().equals(request.getSpanId()))
                .toList();
        assertThat(statements).isNotEmpty().allSatisfy(span -> {
            assertThat(span.getName()).matches("(?!metrics)[a-z]+(\\.[a-z]+)*\\.[A-Z]\\w+\\.\\w+");
            assertThat(Collector.attribute(span, "db.system.name")).isEqualTo("postgresql");
            assertThat(span.getStartTimeUnixNano()).isLessThanOrEqualTo(span.getEndTimeUnixNano());
        });
        assertThat(collector.services()).containsOnly("vouchsafe");

        ILoggingEvent line =
                await().until(() -> logged(id), Optional::isPresent).orElseThrow();
        assertThat(line.getMDCPropertyMap()).containsEntry("trace", TRACE);
        assertThat(written(line)).contains(id + " trace=" + TRACE + " event=request");
    }

    private static String requestId(Span span) {
        return Collector.attribute(span, "vouchsafe.request_id");
    }

    private static Optional<ILoggingEvent> logged(String request) {
        return LINES.events.stream()
                .filter(event -> request.equals(event.getMDCPropertyMap().get("request")))
                .findFirst();
    }

    /** The line as the log shows it. */
    private static String written(ILoggingEvent event) {
        OutputStreamAppender<ILoggingEvent> console = (OutputStreamAppender<ILoggingEvent>)
                logger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("text");
        return new String(((PatternLayoutEncoder) console.getEncoder()).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_refresh_is_a_request_with_its_one_statement_and_no_secret_or_address() {
        OwnServer.App app = server.app();
        assertThat(app.refresh(server).status()).isEqualTo(200);
        await().until(() ->
                collector.spans().stream().anyMatch(span -> span.getName().startsWith("oauth.FamilyTable.refresh")));
        Span statement = collector.spans().stream()
                .filter(span -> span.getName().startsWith("oauth.FamilyTable.refresh"))
                .findFirst()
                .orElseThrow();
        await().until(() -> collector.spans().stream()
                .anyMatch(span -> span.getSpanId().equals(statement.getParentSpanId())
                        && span.getName().equals("POST /oauth2/token/")));
        assertThat(collector.spans().toString()).doesNotContain("5768-", "4657-", "127.0.0.1", "@example.org");
    }

    @Test
    void what_the_proxy_does_not_record_is_not_recorded_here() {
        String unrecorded = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> answer = get(server, "/projects/", "00-" + unrecorded + "-00f067aa0ba902b7-00");
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        ILoggingEvent line =
                await().until(() -> logged(id), Optional::isPresent).orElseThrow();
        assertThat(line.getMDCPropertyMap()).doesNotContainKey("trace");
        assertThat(written(line)).contains(id + " event=request");
        // Sent after it, and arrived.
        String later = "1af7651916cd43dd8448eb211c80319c";
        get(server, "/projects/", "00-" + later + "-00f067aa0ba902b7-01");
        await().until(() -> !collector.ofTrace(later).isEmpty());
        assertThat(collector.ofTrace(unrecorded)).isEmpty();
    }

    @Test
    void a_strangers_trace_is_not_gone_on_with_and_a_silent_collector_keeps_nobody_waiting() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                OwnServer alone = OwnServer.with(
                        Map.of(Setting.TRACES_URL, "http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces"))) {
            HttpResponse<String> answer = get(alone, "/projects/", "00-" + TRACE + "-00f067aa0ba902b7-01");
            String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
            ILoggingEvent line =
                    await().until(() -> logged(id), Optional::isPresent).orElseThrow();
            assertThat(line.getMDCPropertyMap().get("trace"))
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(TRACE);
            // More than may wait.
            for (int i = 0; i < 5_000; i++) {
                assertThat(alone.get("/health/live").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_slow_statement_is_logged_with_the_name_of_who_asked_it() {
        for (int i = 0; i < 3; i++) {
            sleep();
        }
        List<ILoggingEvent> lines = LINES.events.stream()
                .filter(event -> event.getFormattedMessage().contains("metrics.TracesTest.sleep"))
                .toList();
        assertThat(lines).isNotEmpty().hasSizeLessThan(3);
        assertThat(lines.getFirst().getFormattedMessage())
                .startsWith("event=statement.slow statement=metrics.TracesTest.sleep ms=")
                .endsWith(" work=pages result=done others=0");
        Scrape scrape = Scrape.of(WatchedServer.read(server.url("/metrics"), "Bearer " + WatchedServer.TOKEN)
                .body());
        assertThat(scrape.value("vouchsafe_statements_slow_total")).isGreaterThanOrEqualTo(3);
    }

    private static void sleep() {
        server.bean(JdbcClient.class)
                .sql("SELECT pg_sleep(0.4)::text")
                .query(String.class)
                .list();
    }
}
