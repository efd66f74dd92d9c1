package vouchsafe.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import vouchsafe.metrics.Counts;

/**
 * Tomcat's connections, limited so that one network can't take all: each may have so many open at a time, busy or not, and
 * the head of a request has to come to its end. Connections of proxies we trust carry many networks and are not counted.
 *
 * <p>Public, with a constructor without parameters, because the container makes it by its name.
 */
public final class NetworkConnections extends Http11NioProtocol {
    /** Connections of one network, of the 8,192 that a node takes. */
    static final int MOST_OF_A_NETWORK = 1_000;

    /** The word for connections of a network that has too many open. */
    static final String NETWORK = "connections";

    /** Longest time for the head of a request, from its first byte to the empty line. */
    private static final Duration LONGEST_HEAD = Duration.ofSeconds(20);

    private static final byte[] REFUSAL = ("HTTP/1.1 429 \r\nConnection: close\r\nRetry-After: 10\r\n"
                    + "Content-Type: text/plain;charset=UTF-8\r\n\r\n"
                    + "Too many connections are open from your network. Close some, or try again shortly.\n")
            .getBytes(StandardCharsets.US_ASCII);

    private @Nullable ScheduledFuture<?> watch;
    private BasePath path = BasePath.NONE;

    public NetworkConnections() {
        super(new Counted());
    }

    /** Sets the proxies whose connections are not counted. */
    void trust(TrustedProxies proxies) {
        ((Counted) getEndpoint()).proxies = proxies;
    }

    /** Sets the path that requests come with. */
    void standUnder(BasePath basePath) {
        path = basePath;
    }

    /** Sets the Unix socket to listen on in place of a port. */
    void listenOn(UnixSocket socket) {
        Counted endpoint = (Counted) getEndpoint();
        endpoint.socket = socket;
        endpoint.setUnixDomainSocketPath(socket.path().toString());
        endpoint.setUnixDomainSocketPathPermissions(socket.modeText());
    }

    @Override
    public void setAdapter(Adapter house) {
        super.setAdapter(path.isNone() ? house : new BasePathRequests(house, path));
    }

    /** Counts the connections that are refused. */
    void count(Counts refused) {
        ((Counted) getEndpoint()).refused = refused;
    }

    @Override
    public void start() throws Exception {
        super.start();
        Counted connections = (Counted) getEndpoint();
        watch = getUtilityExecutor().scheduleWithFixedDelay(connections::endSlowHeads, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watch != null) {
            watch.cancel(false);
        }
        super.stop();
    }

    private static final class Counted extends NioEndpoint {
        private final Map<SocketChannel, String> networks = new ConcurrentHashMap<>();
        private final Map<String, Integer> open = new ConcurrentHashMap<>();
        private volatile TrustedProxies proxies = TrustedProxies.NONE;
        private volatile @Nullable UnixSocket socket;
        private volatile @Nullable Counts refused;

        Counted() {
            // Every connection leaves this map at its end, an orderly one or not.
            connections = new Leaving();
        }

        @Override
        protected void initServerSocket() throws Exception {
            UnixSocket place = socket;
            if (place == null) {
                super.initServerSocket();
            } else {
                place.makePlace();
                super.initServerSocket();
                place.giveToGroup();
            }
        }

        /** Takes or refuses a new connection. Called by the one thread that accepts. */
        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (!enters(socket)) {
                Counts counted = refused;
                if (counted != null) {
                    counted.add(NETWORK);
                }
                refuse(socket);
                destroySocket(socket);
                return false;
            }
            if (super.setSocketOptions(socket)) {
                return true;
            }
            left(socket);
            return false;
        }

        private boolean enters(SocketChannel socket) {
            String address;
            try {
                if (!(socket.getRemoteAddress() instanceof InetSocketAddress remote)) {
                    return true;
                }
                address = remote.getAddress().getHostAddress();
            } catch (IOException gone) {
                return false;
            }
            if (proxies.trusted(address)) {
                return true;
            }
            String network = SenderNetwork.of(address);
            if (open.getOrDefault(network, 0) >= MOST_OF_A_NETWORK) {
                return false;
            }
            networks.put(socket, network);
            open.merge(network, 1, Integer::sum);
            return true;
        }

        private void left(Object socket) {
            String network = networks.remove(socket);
            if (network != null) {
                open.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
            }
        }

        /**
         * Refuses with an answer that is sent before any request, and is short enough to fit into a new connection without
         * waiting.
         */
        private static void refuse(SocketChannel socket) {
            try {
                socket.configureBlocking(false);
                socket.write(ByteBuffer.wrap(REFUSAL));
                socket.shutdownOutput();
            } catch (IOException gone) {
                // The sender is gone, and needs no answer.
            }
        }

        private void endSlowHeads() {
            long now = System.nanoTime();
            for (SocketWrapperBase<NioChannel> connection : connections.values()) {
                // Between requests a connection has no processor; while one is answered, a thread has taken it.
                if (connection.getCurrentProcessor() instanceof Http11Processor processor
                        && !processor.isAsync()
                        && tooSlow(processor.getRequest(), now)) {
                    connection.setError(new SocketTimeoutException("a request did not come to its end"));
                    processSocket(connection, SocketEvent.ERROR, true);
                }
            }
        }

        private static boolean tooSlow(Request request, long now) {
            return request.getStartTimeNanos() != -1 && now - request.getStartTimeNanos() > LONGEST_HEAD.toNanos();
        }

        private final class Leaving extends ConcurrentHashMap<SocketChannel, SocketWrapperBase<NioChannel>> {
            private static final long serialVersionUID = 1L;

            @Override
            public @Nullable SocketWrapperBase<NioChannel> remove(Object socket) {
                left(socket);
                return super.remove(socket);
            }
        }
    }
}
