package vouchsafe.web.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import vouchsafe.metrics.Durations;
import vouchsafe.metrics.Label;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.TracePart;
import vouchsafe.metrics.Tracing;
import vouchsafe.web.TypedText;
import vouchsafe.web.WebSettings;

/**
 * The one client for the outside world: webhooks, key sets, metadata documents, logos. Its URLs are chosen by strangers, so
 * it: looks the host up once, refuses unless every address is on the public internet, connects to those very addresses (a
 * name that answers differently a moment later gains nothing) while TLS and the Host header keep the name; speaks https
 * only; follows no redirect; keeps no cookie, no credentials, no connection; reads no more and waits no longer than the
 * call allows, even if the other side sends more or holds back.
 *
 * <p>An operator may allow private addresses, for a server inside one network or on a laptop; plain http is allowed then
 * too.
 */
public final class OutboundHttp implements AutoCloseable {
    private static final int MOST_HEADER_LINES = 100;
    private static final int LONGEST_HEADER_LINE = 8 * 1024;

    /** How long the other side may send nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final boolean privateAllowed;
    private final CloseableHttpClient client;
    private final Durations calls;
    private final Tracing tracing;

    /** A client for these settings, with the machine's name service and certificates. */
    OutboundHttp(WebSettings settings, Metrics metrics, Tracing tracing) throws java.security.NoSuchAlgorithmException {
        this(settings.outboundPrivate(), InetAddress::getAllByName, SSLContext.getDefault(), metrics, tracing);
    }

    OutboundHttp(boolean privateAllowed, NameService names, SSLContext trust, Metrics metrics, Tracing tracing) {
        this.tracing = tracing;
        this.privateAllowed = privateAllowed;
        this.calls = metrics.durations(
                "vouchsafe.outbound.calls",
                "Calls to servers of others, by what came of them",
                Label.of("outcome", "accepted", "answered", "refused", "unreachable"));
        Timeout patience = Timeout.of(SILENCE);
        this.client = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedNames(names, privateAllowed))
                        .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADER_LINES)
                                        .setMaxLineLength(LONGEST_HEADER_LINE)
                                        .setMaxEmptyLineCount(10)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(patience).build())
                        .setMaxConnTotal(256)
                        .setMaxConnPerRoute(32)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(patience)
                        .setConnectionRequestTimeout(patience)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setUserAgent("Vouchsafe")
                .build();
    }

    /** Looks up names; the seam where a test can play a lying name server. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    /** Makes the call and waits for its end; never throws because of the URL or the other side. */
    public OutboundAnswer send(OutboundRequest request) {
        long started = System.nanoTime();
        try (TracePart part = tracing.call("call to another server")) {
            OutboundAnswer answer = exchange(request);
            String outcome = switch (answer) {
                case OutboundAnswer.Answered answered -> answered.accepted() ? "accepted" : "answered";
                case OutboundAnswer.Refused refused -> "refused";
                case OutboundAnswer.Unreachable unreachable -> "unreachable";
            };
            calls.add(System.nanoTime() - started, outcome);
            // The host is the project's; the path may hold a secret of it.
            part.note("server.address", String.valueOf(request.url().getHost()));
            part.note("vouchsafe.outcome", outcome);
            if (answer instanceof OutboundAnswer.Answered answered) {
                part.note("http.response.status_code", answered.status());
            } else {
                part.fail(outcome);
            }
            return answer;
        }
    }

    private OutboundAnswer exchange(OutboundRequest request) {
        String objection = objectionTo(request.url());
        if (!objection.isEmpty()) {
            return new OutboundAnswer.Refused(objection);
        }
        HttpUriRequestBase call = call(request);
        FutureTask<OutboundAnswer> answer = new FutureTask<>(() -> exchange(call, request.mostBytes()));
        // A platform thread: a name lookup blocks in native code, and would hold one of the few carriers of virtual
        // threads.
        Thread.ofPlatform().name("outbound").daemon().start(answer);
        try {
            return answer.get(request.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return late(request.longest());
        } catch (ExecutionException failure) {
            return failure.getCause() instanceof java.net.SocketTimeoutException
                    // The other side was silent for so long; on a busy machine that is seen just before the whole time
                    // is over.
                    ? late(request.longest().compareTo(SILENCE) < 0 ? request.longest() : SILENCE)
                    : worded(Objects.requireNonNullElse(failure.getCause(), failure));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new OutboundAnswer.Unreachable("this server is stopping");
        } finally {
            call.cancel();
        }
    }

    /** The fault of a URL as such, for forms too; empty where it has none. Names are not looked up. */
    public String objectionTo(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() == null || url.getHost().isEmpty()) {
            return "the URL must be absolute and name a host";
        }
        if (!scheme.equals("https") && !(scheme.equals("http") && privateAllowed)) {
            return "the URL must begin with https://";
        }
        if (url.getRawUserInfo() != null) {
            return "the URL must not contain a user name or password";
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static HttpUriRequestBase call(OutboundRequest request) {
        byte[] body = request.body();
        HttpUriRequestBase call = new HttpUriRequestBase(body == null ? "GET" : "POST", request.url());
        request.headers().forEach(call::setHeader);
        if (body != null) {
            // The caller names the content type among its headers.
            call.setEntity(new ByteArrayEntity(body, null));
        }
        return call;
    }

    private OutboundAnswer exchange(HttpUriRequestBase call, int mostBytes) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, call, null);
        try {
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                return new OutboundAnswer.Answered(response.getCode(), new byte[0], true);
            }
            // The raw stream is read and never drained: closing the entity would read on to the end of the body.
            InputStream stream = entity.getContent();
            byte[] bytes = stream.readNBytes(mostBytes + 1);
            boolean complete = bytes.length <= mostBytes;
            return new OutboundAnswer.Answered(
                    response.getCode(), complete ? bytes : Arrays.copyOf(bytes, mostBytes), complete);
        } finally {
            call.cancel();
        }
    }

    private static OutboundAnswer late(Duration time) {
        return new OutboundAnswer.Unreachable("no complete answer within " + time.toSeconds() + " s");
    }

    private static OutboundAnswer worded(Throwable failure) {
        return switch (failure) {
            case AddressRefused refused -> new OutboundAnswer.Refused(refused.sentence());
            case UnknownHostException unknown -> new OutboundAnswer.Unreachable("the host name was not found");
            case javax.net.ssl.SSLException tls -> new OutboundAnswer.Unreachable("TLS failed: " + firstLine(tls));
            case java.net.ConnectException down -> new OutboundAnswer.Unreachable("the connection was refused");
            default -> new OutboundAnswer.Unreachable("no proper answer: " + firstLine(failure));
        };
    }

    private static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String line = message.lines().findFirst().orElse("");
        return TypedText.cut(line, 200);
    }

    /** A lookup that answers only with addresses that may be called. */
    private record CheckedNames(NameService names, boolean privateAllowed) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = names.addressesOf(host);
            if (addresses.length == 0) {
                throw new UnknownHostException(host);
            }
            if (!privateAllowed) {
                for (InetAddress address : addresses) {
                    if (!PublicInternet.contains(address)) {
                        throw new AddressRefused(host);
                    }
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /**
     * The name stands for an address that must not be called. The message has the name and never the address, which would
     * make it a probe.
     */
    private static final class AddressRefused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        AddressRefused(String host) {
            super(host);
        }

        String sentence() {
            return getMessage() + " is not on the public internet, and this server calls no private address"
                    + " unless its operator allows it";
        }
    }
}
