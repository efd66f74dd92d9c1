package vouchsafe.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Engine;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * The end of this server's service, in steps that lose nobody's request: it is told, and goes on serving while balancers turn
 * to others; then its port closes; then what is under way comes to its end. One thread takes the steps, any may look.
 *
 * <p>Tomcat's own way to stop answers 503 to whatever still comes over a connection that is open, so it comes last.
 */
public final class Stopping implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch hurry = new CountDownLatch(1);
    private volatile boolean told;
    private volatile boolean closed;
    private volatile @Nullable Engine engine;

    /** First, so that its valve is the outermost and counts all. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            Engine outermost = (Engine) context.getParent().getParent();
            outermost.getPipeline().addValve(new UnderWay());
            engine = outermost;
        });
    }

    /** Whether this server has been told to stop: nobody new should be sent to it. */
    public boolean told() {
        return told;
    }

    /** Has this called when the port has closed, for connections that no request ends. It must not block. */
    public void whenThePortCloses(Runnable listener) {
        listeners.add(listener);
    }

    /** From now on every answer ends its connection, and the server says that it is not ready; it still serves. */
    public void tell() {
        told = true;
        for (Connector connector : connectors()) {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setMaxKeepAliveRequests(1);
            }
        }
    }

    /** Lets this much time pass, or less where somebody is in a hurry. */
    public void pause(Duration time) {
        try {
            boolean unused = hurry.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on nothing waits for anybody. */
    public void hurry() {
        hurry.countDown();
    }

    /** Takes no more connections. Those that are open are served as before, each for one more request. */
    public void closePort() {
        if (closed) {
            return;
        }
        closed = true;
        tell();
        for (Connector connector : connectors()) {
            connector.getProtocolHandler().closeServerSocketGraceful();
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * Waits until no request is under way, for so long at most.
     *
     * @return how many were still under way then
     */
    public int awaitEnd(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (underWay.get() > 0 && System.nanoTime() < deadline && hurry.getCount() > 0) {
            pause(LOOK);
        }
        return underWay.get();
    }

    private List<Connector> connectors() {
        Engine started = engine;
        return started == null ? List.of() : List.of(started.getService().findConnectors());
    }

    /** Counts a request from its head to the end of its answer. */
    private final class UnderWay extends ValveBase {
        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            underWay.incrementAndGet();
            try {
                getNext().invoke(request, response);
                if (!request.isAsync()) {
                    // What is buffered belongs to the answer, too.
                    response.finishResponse();
                }
            } finally {
                underWay.decrementAndGet();
            }
        }
    }
}
