package vouchsafe.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Gives up on requests whose body comes by drips. Stands outermost, where bodies are read: every reader, whether a servlet,
 * Spring or Tomcat's own parser, then sees a connection that timed out. The rest of a refused body is read for a moment, so
 * that the refusal arrives, and then no longer.
 */
final class PacedRequests extends ValveBase {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration AFTER_THE_ANSWER = Duration.ofSeconds(5);

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request body = request.getCoyoteRequest();
        InputBuffer unpaced = body.getInputBuffer();
        body.setInputBuffer(new Paced(unpaced, new Pace(GRACE), LastAnswer.until(request, response)));
        try {
            getNext().invoke(request, response);
        } finally {
            body.setInputBuffer(new Paced(unpaced, new Pace(AFTER_THE_ANSWER), () -> {}));
            try {
                finish(request, response, body);
            } finally {
                body.setInputBuffer(unpaced);
            }
        }
    }

    /** Ends a request whose body is still coming; Tomcat would read the rest for as long as it drips. */
    private static void finish(Request request, Response response, org.apache.coyote.Request body) throws IOException {
        if (request.isAsync()
                || response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS
                || body.hasExpectation()
                || finished(body)) {
            return;
        }
        response.finishResponse();
        if (!drained(body)) {
            body.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean drained(org.apache.coyote.Request body) {
        Discarded discarded = new Discarded();
        long room = RequestLimits.SWALLOWED_BYTES;
        try {
            int count = body.doRead(discarded);
            while (count >= 0 && room >= 0) {
                room -= count;
                count = body.doRead(discarded);
            }
            return count < 0;
        } catch (IOException tooSlow) {
            return false;
        }
    }

    private static boolean finished(org.apache.coyote.Request body) {
        AtomicBoolean finished = new AtomicBoolean();
        body.action(ActionCode.REQUEST_BODY_FULLY_READ, finished);
        return finished.get();
    }

    /** Measures the bytes and the time of every step of reading. */
    private record Paced(InputBuffer unpaced, Pace pace, Runnable atEnd) implements InputBuffer {
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            long before = System.nanoTime();
            int count = unpaced.doRead(handler);
            if (count > 0) {
                pace.moved(count, System.nanoTime() - before);
            } else if (count < 0) {
                atEnd.run();
            }
            return count;
        }

        @Override
        public int available() {
            return unpaced.available();
        }
    }

    /** Takes bytes and drops them. */
    private static final class Discarded implements ApplicationBufferHandler {
        private ByteBuffer last = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            last = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return last;
        }

        @Override
        public void expand(int size) {
            // The handler brings its own buffer.
        }
    }
}
