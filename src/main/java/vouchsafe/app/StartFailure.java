package vouchsafe.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import vouchsafe.crypto.WrongMasterKey;
import vouchsafe.db.DatabaseUnavailable;
import vouchsafe.db.Refusals;
import vouchsafe.web.UnixSocket;

/**
 * Why a server did not start, in a sentence or two that say what to do. The trace, which helps nobody at a terminal, goes to
 * the log file only.
 */
final class StartFailure {
    /** A logger that {@code logback.xml} keeps from the error stream. */
    private static final Logger log = LoggerFactory.getLogger("vouchsafe.start");

    private StartFailure() {}

    /** The cause that the operator can mend, under the layers in which a failed start wraps it. */
    static RuntimeException explained(Throwable failure, Settings settings) {
        log.error("event=start result=failed", failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case InvalidSettings wrong -> {
                    return wrong;
                }
                case DatabaseUnavailable unavailable -> {
                    return unavailable;
                }
                case CommandFailed told -> {
                    return told;
                }
                case WrongMasterKey wrong -> {
                    return new InvalidSettings(String.valueOf(wrong.getMessage()));
                }
                case UnixSocket.Unusable unusable -> {
                    return new InvalidSettings(Setting.LISTEN.bothNames() + ": " + unusable.getMessage());
                }
                case PortInUseException taken -> {
                    return inUse(settings);
                }
                default -> {
                    // A layer around the cause.
                }
            }
        }
        return Refusals.of(failure)
                .<RuntimeException>map(refusal -> refusal)
                .orElseGet(() -> new CommandFailed(
                        words(failure) + " (more in " + settings.dataFolder().resolve("logs/server.log") + ")",
                        failure));
    }

    /** The words of whoever found out, and those of the system under them. */
    private static String words(Throwable failure) {
        Throwable finder = failure;
        while (finder.getCause() != null && finder.getClass().getName().startsWith("org.springframework.")) {
            finder = finder.getCause();
        }
        String found = finder instanceof IOException file ? FileTrouble.words(file) : finder.getMessage();
        Optional<String> system = Optional.empty();
        for (Throwable cause = finder.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException file) {
                system = Optional.of(FileTrouble.words(file));
            }
        }
        String all = (found == null ? "the start failed by a mistake of the server" : found.strip())
                + system.filter(words -> found == null || !found.contains(words))
                        .map(words -> ": " + words)
                        .orElse("");
        return all.replaceAll("\\s*\\R\\s*", "; ");
    }

    /**
     * Finds out what stands in the way of the port before anything else is started: the container says it with its own traces.
     *
     * @throws InvalidSettings with what to do
     */
    static void requirePort(Settings settings) {
        if (settings.listening().socket().isPresent()) {
            return;
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(settings.listen());
        } catch (UnknownHostException unknown) {
            throw new InvalidSettings(Setting.LISTEN.bothNames() + " is " + settings.listen()
                    + ", which is no address; give one of this machine, such as 127.0.0.1, or 0.0.0.0 for all");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, settings.port()));
        } catch (BindException refused) {
            String why = String.valueOf(refused.getMessage());
            if (why.contains("Permission denied")) {
                throw new InvalidSettings("this server's user has no right to port " + settings.port()
                        + "; choose one above 1023 with --port and let a proxy pass 80 and 443 on to it");
            }
            if (why.contains("assign")) {
                throw new InvalidSettings(Setting.LISTEN.bothNames() + " is " + settings.listen()
                        + ", which is no address of this machine; give one that is, such as 127.0.0.1, or 0.0.0.0 for"
                        + " all");
            }
            throw inUse(settings);
        } catch (IOException failure) {
            throw new InvalidSettings("port " + settings.port() + " on " + settings.listen() + " cannot be used: "
                    + FileTrouble.words(failure));
        }
    }

    private static InvalidSettings inUse(Settings settings) {
        return new InvalidSettings("port " + settings.port() + " on " + settings.listen()
                + " is in use; stop who uses it, or choose another with --port");
    }
}
