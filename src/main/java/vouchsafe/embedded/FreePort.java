package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port of the loopback to listen on later. It is taken from below those that systems hand out by themselves (RFC 6335
 * section 6; Linux begins at 32768), so that no connection on its way out has it by then.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_767;
    private static final int TRIES = 1_000;

    private FreePort() {}

    /** A port on which nobody listens. */
    public static int find() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                continue;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free on the loopback");
    }
}
