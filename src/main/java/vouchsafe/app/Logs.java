package vouchsafe.app;

import ch.qos.logback.classic.LoggerContext;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sets up the targets of log lines: the error stream, so that a command's output stays clean, and {@code logs/server.log}.
 */
final class Logs {
    private Logs() {}

    /** Sends the lines that libraries give to java.util.logging to the same targets. */
    static void bridge() {
        // One thread does this before there are more: SLF4J holds back lines, and says so, where two set it up at once.
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        // The bridge is slow, so lines below the level are dropped before it.
        LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    }

    /** For commands: logs failures only. Must run before the first logger is used. */
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
        // logback.xml is enough; Spring Boot's own logging set-up would read it a second time.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    /** Writes out the lines that wait, since the access log is written in the background. Nothing is logged after it. */
    static void finish() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }
}
