package vouchsafe.app;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where log lines go: the error stream, so that what a command prints stays clean, and {@code logs/server.log}. */
final class Logs {
    private Logs() {}

    /** Sends what libraries tell java.util.logging where everything else goes. */
    static void bridge() {
        // Set up by one thread before there are more: SLF4J holds back lines, and says so, where two do it at once.
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // The bridge is slow for lines that nobody wants, so they are dropped before it.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    }

    /** For commands: only what went wrong. Must run before the first logger is used. */
    static void quiet() {
        System.setProperty("vouchsafe.log.level", "WARN");
    }

    /** For servers. Must run before the first logger is used: logback reads these properties once. */
    static void configure(Settings settings) {
        Path folder =
                DataFolder.makePrivate(DataFolder.make(settings.dataFolder()).resolve("logs"));
        System.setProperty("vouchsafe.log.folder", folder.toString());
        System.setProperty("vouchsafe.log.file", "file");
        System.setProperty("vouchsafe.log.access", "access");
        System.setProperty("vouchsafe.log.console", settings.logFormat().name().toLowerCase(Locale.ROOT));
        // logback.xml says it all; Spring Boot's own logging set-up would read it a second time.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    /** Writes out what waits: the access log is written behind the requests' backs. Nothing is logged after it. */
    static void finish() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
