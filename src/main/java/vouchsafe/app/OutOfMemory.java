package vouchsafe.app;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when memory ran out, since it can serve no longer. The launcher has the virtual machine do that for a
 * full heap; this is for errors that Java code throws (direct buffers, the system's limit of threads), and for a jar that
 * was started without the launcher. An uncaught error is seen here, and one that a library caught is seen when it is
 * logged.
 */
final class OutOfMemory {
    /** The exit code of {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int EXIT = 3;

    private static final String WORDS =
            "Vouchsafe ran out of memory and stopped. What it had answered for is kept. Start it again; if this comes"
                    + " back, give it more: VOUCHSAFE_HEAP=1g for the heap, or a higher limit of processes"
                    + " where it says that no thread could be made. It said: ";

    /** The message for a process without memory to compose one. */
    private static final byte[] PREPARED = (WORDS + "nothing more.\n").getBytes(StandardCharsets.UTF_8);

    private static final FileOutputStream ERROR_STREAM = new FileOutputStream(FileDescriptor.err);

    private OutOfMemory() {}

    /** Watches from now on. Logging must be set up. */
    static void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            endIf(failure);
            LoggerFactory.getLogger(OutOfMemory.class).error("thread {} ended", thread.getName(), failure);
        });
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Watch watch = new Watch();
            watch.setContext(context);
            watch.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(watch);
        }
    }

    private static void endIf(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError full) {
                end(full);
            }
        }
    }

    private static void end(OutOfMemoryError full) {
        try {
            LoggerFactory.getLogger(Vouchsafe.class).error("{}{}", WORDS, full.getMessage());
        } catch (OutOfMemoryError again) {
            sayWithoutMemory();
        } finally {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    private static void sayWithoutMemory() {
        try {
            ERROR_STREAM.write(PREPARED);
        } catch (IOException | OutOfMemoryError unheard) {
            // The process ends even where the message can't be written.
        }
    }

    private static final class Watch extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
                endIf(proxy.getThrowable());
            }
        }
    }
}
