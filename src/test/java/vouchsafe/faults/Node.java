package vouchsafe.faults;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vouchsafe.app.Program;
import vouchsafe.app.VouchsafeProcess;
import vouchsafe.embedded.FreePort;

/** A server in a process of its own, at an address that it keeps while it is killed, paused and started again. */
final class Node implements AutoCloseable {
    private final int port = FreePort.find();
    private final Path data;
    private final Map<String, String> environment;
    private @Nullable VouchsafeProcess process;

    /** @param environment settings beside port and data folder */
    Node(Path data, Map<String, String> environment) {
        this.data = data;
        this.environment = environment;
    }

    Path data() {
        return data;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns when it answers. */
    void start() {
        process = VouchsafeProcess.serveAt(
                port, data, environment, Program.ofThisBuild().arguments());
    }

    VouchsafeProcess process() {
        VouchsafeProcess running = process;
        if (running == null) {
            throw new IllegalStateException("the node was not started");
        }
        return running;
    }

    /** Stops it where it stands, for so long. */
    void pause(long milliseconds) throws InterruptedException {
        process().signal("STOP");
        try {
            Thread.sleep(milliseconds);
        } finally {
            process().signal("CONT");
        }
    }

    @Override
    public void close() {
        VouchsafeProcess running = process;
        if (running != null && running.runs()) {
            running.signal("CONT");
            running.stop();
        }
    }
}
