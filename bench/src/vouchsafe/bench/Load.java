package vouchsafe.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A closed loop: each connection sends its next request when the answer to the last one has come. One thread and one
 * selector for all connections, so that the generator takes little of the machine it shares with what it measures.
 */
final class Load implements AutoCloseable {
    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private int[] latencies = new int[1 << 16];
    private int completed;
    private int refused;
    private boolean stopping;

    Load(int port, List<? extends Script> scripts) throws IOException {
        selector = Selector.open();
        for (Script script : scripts) {
            connections.add(new Connection(port, script));
        }
    }

    /**
     * What came of a run.
     *
     * @param latencies of the units of work, microseconds, ascending
     * @param refused requests that got 503 or no answer at all, and were asked again
     */
    record Result(double seconds, int[] latencies, int refused) {
        long count() {
            return latencies.length;
        }

        double perSecond() {
            return count() / seconds;
        }

        double milliseconds(double quantile) {
            return count() == 0 ? 0 : latencies[(int) Math.min(count() - 1, count() * quantile)] / 1000.0;
        }
    }

    /** Runs for this long, then waits for the answers still under way. */
    Result run(Duration duration) throws IOException {
        completed = 0;
        refused = 0;
        stopping = false;
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        int busy = 0;
        for (Connection connection : connections) {
            connection.reconnect();
            connection.unitStarted = start;
            connection.send();
            busy++;
        }
        while (busy > 0) {
            selector.select(1_000);
            if (System.nanoTime() >= end) {
                stopping = true;
            }
            var ready = selector.selectedKeys();
            for (SelectionKey key : ready) {
                if (((Connection) key.attachment()).ready()) {
                    busy--;
                }
            }
            ready.clear();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int[] sorted = Arrays.copyOf(latencies, completed);
        Arrays.sort(sorted);
        return new Result(seconds, sorted, refused);
    }

    private void completed(long nanoseconds) {
        if (completed == latencies.length) {
            latencies = Arrays.copyOf(latencies, completed * 2);
        }
        latencies[completed++] = (int) (nanoseconds / 1000);
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    private final class Connection {
        private final int port;
        private final Script script;
        private ByteBuffer in = ByteBuffer.allocate(1 << 16);
        private SocketChannel channel;
        private SelectionKey key;
        private long unitStarted;

        Connection(int port, Script script) throws IOException {
            this.port = port;
            this.script = script;
        }

        void reconnect() throws IOException {
            close();
            in.clear();
            channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        void close() throws IOException {
            if (channel != null) {
                key.cancel();
                channel.close();
            }
        }

        void send() throws IOException {
            ByteBuffer out = ByteBuffer.wrap(script.request());
            while (out.hasRemaining()) {
                // Requests are far smaller than a socket's buffer, so this never spins for long.
                channel.write(out);
            }
        }

        /** Reads what there is; true when this connection has nothing more under way. */
        boolean ready() throws IOException {
            if (!in.hasRemaining()) {
                in = ByteBuffer.allocate(in.capacity() * 2).put(in.flip());
            }
            int read = channel.read(in);
            Answer answer = parse();
            if (answer == null && read >= 0) {
                return false;
            }
            boolean unit = false;
            if (answer == null || answer.status() == 503) {
                refused++;
            } else {
                unit = script.answered(answer);
            }
            if (answer == null || answer.header("Connection").equalsIgnoreCase("close")) {
                reconnect();
            }
            in.clear();
            if (unit) {
                long now = System.nanoTime();
                completed(now - unitStarted);
                unitStarted = now;
            }
            if (stopping) {
                return true;
            }
            send();
            return false;
        }

        /** The answer, once all of it has come. */
        private Answer parse() {
            byte[] bytes = in.array();
            int length = in.position();
            int headEnd = -1;
            for (int i = 3; i < length; i++) {
                if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                    headEnd = i + 1;
                    break;
                }
            }
            if (headEnd < 0) {
                return null;
            }
            String head = new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1);
            int status = Integer.parseInt(head, 9, 12, 10);
            Answer empty = new Answer(status, head, bytes, headEnd, headEnd);
            if (head.contains("\r\nTransfer-Encoding: chunked")) {
                boolean ended = length - headEnd >= 5
                        && new String(bytes, length - 5, 5, StandardCharsets.ISO_8859_1).equals("0\r\n\r\n");
                return ended ? new Answer(status, head, bytes, headEnd, length) : null;
            }
            String contentLength = empty.header("Content-Length");
            int end = headEnd + (contentLength.isEmpty() ? 0 : Integer.parseInt(contentLength));
            return length < end ? null : new Answer(status, head, bytes, headEnd, end);
        }
    }
}
