package vouchsafe.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a port of the loopback to listen on later. It is taken from below those that systems hand out by themselves (RFC 6335
 * section 6; Linux begins at 32768), so that no connection on its way out has it by then, and it is held until this process
 * ends, so that no other process that looks for one finds the same.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_767;
    private static final int TRIES = 1_000;

    /**
     * Sockets that are bound and never listen. Linux lets others listen on their ports, if both sides allow addresses to be used
     * again, as servers do (socket(7), SO_REUSEADDR); elsewhere a bound socket would keep the listener out, and none is held.
     */
    private static final Collection<Socket> HELD = new ConcurrentLinkedQueue<>();

    private static final boolean CAN_HOLD = System.getProperty("os.name", "").equals("Linux");

    private FreePort() {}

    /** A port on which nobody listens, and that no one else finds here while this process lives. */
    public static int find() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            if (take(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port between " + FIRST + " and " + LAST + " is free on the loopback");
    }

    private static boolean take(int port) {
        Socket socket = new Socket();
        boolean held = false;
        try {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            if (CAN_HOLD) {
                socket.setReuseAddress(true);
                HELD.add(socket);
                held = true;
            }
            return true;
        } catch (BindException taken) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            if (!held) {
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
