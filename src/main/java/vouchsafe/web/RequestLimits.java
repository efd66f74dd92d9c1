package vouchsafe.web;

import java.time.Duration;
import org.apache.catalina.Pipeline;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import vouchsafe.metrics.Counts;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;

/**
 * Limits the size of requests and the time they may take to arrive, where Tomcat reads them, so that refusing costs
 * nothing. Endpoints that take more (uploads) or less (token requests) set limits of their own.
 */
final class RequestLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int HEADER_LINES = 100;
    static final int FORM_BYTES = 256 * 1024;
    private static final int PARAMETERS = 1_000;
    /** A form with a file sends each of its fields as a part, and a project can ask for many sources. */
    private static final int PARTS = 1_000;

    private static final int PART_HEADER_BYTES = 2 * 1024;
    /** Bytes of a refused body that are read before the connection is closed, so that the refusal is seen. */
    static final int SWALLOWED_BYTES = 1024 * 1024;

    /** Requests that are under way at a time on one connection of a proxy; it opens more where that is too few. */
    private static final int STREAMS = 100;

    /** The part of the heap that requests under way may hold. */
    private static final int HEAP_SHARES = 4;

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(60);

    private final TrustedProxies proxies;
    private final PublicAddress address;
    private final Listening listening;
    private final Counts turnedAway;

    RequestLimits(TrustedProxies proxies, PublicAddress address, Listening listening, Metrics metrics) {
        this.proxies = proxies;
        this.address = address;
        this.listening = listening;
        this.turnedAway = metrics.counts(
                "vouchsafe.requests.turned.away",
                "Requests and connections that were refused before they were looked at",
                Label.of("reason", OpenRequests.NETWORK, OpenRequests.SERVER, NetworkConnections.NETWORK));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(NetworkConnections.class.getName());
        factory.addContextCustomizers(context -> {
            Pipeline outermost = context.getParent().getParent().getPipeline();
            outermost.addValve(new OpenRequests(proxies, Runtime.getRuntime().maxMemory() / HEAP_SHARES, turnedAway));
            outermost.addValve(new PacedRequests());
            if (!address.path().isNone()) {
                outermost.addValve(new OutsideBasePath(address));
            }
        });
        factory.addConnectorCustomizers(connector -> {
            connector.setMaxPostSize(FORM_BYTES);
            connector.setMaxParameterCount(PARAMETERS);
            connector.setMaxPartCount(PARTS);
            connector.setMaxPartHeaderSize(PART_HEADER_BYTES);
            connector.setXpoweredBy(false);
            if (connector.getProtocolHandler() instanceof NetworkConnections http) {
                http.trust(proxies);
                http.standUnder(address.path());
                listening.socket().ifPresent(http::listenOn);
                http.count(turnedAway);
                http.setMaxHttpRequestHeaderSize(HEADER_BYTES);
                http.setMaxHeaderCount(HEADER_LINES);
                http.setMaxTrailerSize(1024);
                http.setMaxExtensionSize(1024);
                http.setMaxSwallowSize(SWALLOWED_BYTES);
                http.setConnectionTimeout(Math.toIntExact(SILENCE.toMillis()));
                http.setKeepAliveTimeout(Math.toIntExact(BETWEEN_REQUESTS.toMillis()));
                // Browsers send most of these unencoded (URL Standard, query percent-encode set), in parameters such
                // as page[size] and in the state of apps.
                http.setRelaxedQueryChars("\"<>[\\]^`{|}");
                // A busy app may keep one connection for any number of requests.
                http.setMaxKeepAliveRequests(-1);
            }
            if (listening.http2()) {
                connector.addUpgradeProtocol(http2());
            }
        });
    }

    /**
     * HTTP/2 without TLS, from a proxy (RFC 9113 section 3.3). The size of a head is that of HTTP/1.1; what costs more than it
     * brings, such as streams that are begun and reset at once, ends the connection by Tomcat's own count.
     */
    private static Http2Protocol http2() {
        Http2Protocol http2 = new Http2Protocol();
        // A proxy that ended TLS says https over a connection without.
        http2.setAllowSchemeMismatch(true);
        http2.setMaxConcurrentStreams(STREAMS);
        http2.setMaxConcurrentStreamExecution(STREAMS);
        // A proxy cuts a body as its buffers fill, down to frames of a byte; Pace ends what comes or is taken by drips.
        http2.setOverheadDataThreshold(0);
        http2.setOverheadWindowUpdateThreshold(0);
        http2.setMaxHeaderCount(HEADER_LINES);
        http2.setMaxTrailerCount(HEADER_LINES);
        http2.setStreamReadTimeout(SILENCE.toMillis());
        http2.setStreamWriteTimeout(SILENCE.toMillis());
        http2.setKeepAliveTimeout(BETWEEN_REQUESTS.toMillis());
        return http2;
    }
}
