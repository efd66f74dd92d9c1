package vouchsafe.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is, where systemd started it and asked to be told (sd_notify(3)). The socket is one for
 * datagrams, which Java does not have, so the C library is called. Anywhere else nothing happens.
 */
final class ServiceManager {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    /** Bytes of a path in a {@code sockaddr_un}, the zero at the end included (unix(7)). */
    private static final int LONGEST_PATH = 108;

    private final byte[] socket;
    private final Optional<Duration> watchdog;
    private volatile boolean stopping;

    private ServiceManager(byte[] socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** What this environment says: {@code NOTIFY_SOCKET} a path, or a name of Linux' own after an @; {@code WATCHDOG_USEC}. */
    static ServiceManager of(Map<String, String> environment) {
        byte[] socket = environment.getOrDefault("NOTIFY_SOCKET", "").getBytes(StandardCharsets.UTF_8);
        boolean usable = socket.length > 1
                && socket.length < LONGEST_PATH
                && (socket[0] == '/' || socket[0] == '@')
                && System.getProperty("os.name", "").equals("Linux");
        return new ServiceManager(usable ? socket : new byte[0], watchdog(environment));
    }

    private static Optional<Duration> watchdog(Map<String, String> environment) {
        String own = Long.toString(ProcessHandle.current().pid());
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            boolean asked =
                    micros > 0 && environment.getOrDefault("WATCHDOG_PID", own).equals(own);
            return asked ? Optional.of(Duration.ofNanos(Math.multiplyExact(micros, 1000L))) : Optional.empty();
        } catch (NumberFormatException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }

    /** The longest silence after which systemd ends the service; empty where it does not watch. */
    Optional<Duration> watchdog() {
        return socket.length == 0 ? Optional.empty() : watchdog;
    }

    /** The service serves. */
    void ready() {
        tell("READY=1\nSTATUS=serving");
    }

    /**
     * The service ends, in its own time.
     *
     * @param longest how long that may take, beyond what the unit says
     */
    void stopping(Duration longest) {
        stopping = true;
        tell("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + TimeUnit.MICROSECONDS.convert(longest)
                + "\nSTATUS=finishing what is under way");
    }

    /** Whether the service has said that it ends. */
    boolean toldToStop() {
        return stopping;
    }

    /** The service still works. */
    void alive() {
        tell("WATCHDOG=1");
    }

    private void tell(String state) {
        if (socket.length == 0) {
            return;
        }
        try {
            send(state.getBytes(StandardCharsets.UTF_8));
        } catch (Throwable failure) {
            // Asked for here: who knows its logger knows it before there are any logs (Logs.configure).
            LoggerFactory.getLogger(ServiceManager.class)
                    .warn(
                            "systemd was not told that the service is {}: {}",
                            state.replaceAll("\n.*", ""),
                            failure.toString());
        }
    }

    private void send(byte[] state) throws Throwable {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        MethodHandle open = linker.downcallHandle(
                library.findOrThrow("socket"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        MethodHandle sendTo = linker.downcallHandle(
                library.findOrThrow("sendto"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT));
        MethodHandle close = linker.downcallHandle(
                library.findOrThrow("close"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        int file = (int) open.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (file < 0) {
            throw new IllegalStateException("no socket");
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(ValueLayout.JAVA_BYTE, state);
            MemorySegment address = address(arena);
            long sent = (long)
                    sendTo.invokeExact(file, text, text.byteSize(), MSG_NOSIGNAL, address, (int) address.byteSize());
            if (sent != state.length) {
                throw new IllegalStateException("nobody takes what is sent");
            }
        } finally {
            int unused = (int) close.invokeExact(file);
        }
    }

    /** A {@code sockaddr_un}; a name after an @ stands after a zero instead, and has none at its end. */
    private MemorySegment address(Arena arena) {
        boolean named = socket[0] == '@';
        MemorySegment address = arena.allocate(Short.BYTES + socket.length + (named ? 0L : 1L));
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(socket, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, socket.length);
        if (named) {
            address.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return address;
    }
}
