package vouchsafe.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An answer that is not sent to the end where its reader takes it by drips: the connection breaks off then. */
final class PacedResponse extends HttpServletResponseWrapper {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Pace pace;
    private @Nullable ServletOutputStream paced;

    PacedResponse(HttpServletResponse response) {
        this(response, GRACE);
    }

    PacedResponse(HttpServletResponse response, Duration grace) {
        super(response);
        this.pace = new Pace(grace);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (paced == null) {
            paced = new Paced(super.getOutputStream(), pace);
        }
        return paced;
    }

    private static final class Paced extends ServletOutputStream {
        private final ServletOutputStream unpaced;
        private final Pace pace;

        Paced(ServletOutputStream unpaced, Pace pace) {
            this.unpaced = unpaced;
            this.pace = pace;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long before = System.nanoTime();
            unpaced.write(bytes, offset, length);
            pace.moved(length, System.nanoTime() - before);
        }

        @Override
        public void flush() throws IOException {
            long before = System.nanoTime();
            unpaced.flush();
            pace.moved(0, System.nanoTime() - before);
        }

        @Override
        public void close() throws IOException {
            unpaced.close();
        }

        @Override
        public boolean isReady() {
            return unpaced.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            unpaced.setWriteListener(listener);
        }
    }
}
