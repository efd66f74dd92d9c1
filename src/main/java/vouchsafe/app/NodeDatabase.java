package vouchsafe.app;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import vouchsafe.embedded.EmbeddedDatabase;

/** The database of this node: an external one, or an embedded one that starts while the node gets ready for it. */
sealed interface NodeDatabase extends AutoCloseable {

    /** JDBC URL, password included; waits until the database takes connections. */
    String jdbcUrl();

    @Override
    void close();

    /** The server has started well on it. */
    default void settled() {}

    /** The database that the settings name, else an embedded one, whose start begins now. */
    static NodeDatabase of(Settings settings, Path dataFolder) {
        return settings.databaseUrl()
                .<NodeDatabase>map(External::new)
                .orElseGet(() -> new Embedded(CompletableFuture.supplyAsync(
                        () -> MovedDatabase.start(dataFolder),
                        start -> Thread.ofPlatform().name("postgres-start").start(start))));
    }

    /** A database that runs outside of this node. */
    record External(String jdbcUrl) implements NodeDatabase {
        @Override
        public void close() {
            // An external database is never stopped here.
        }

        @Override
        public String toString() {
            return "External[hidden]";
        }
    }

    /** An embedded database, which this node starts and stops. */
    record Embedded(CompletableFuture<EmbeddedDatabase> starting) implements NodeDatabase {
        @Override
        public String jdbcUrl() {
            try {
                return starting.join().jdbcUrl();
            } catch (CompletionException failure) {
                throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
            }
        }

        @Override
        public void settled() {
            starting.join().settled();
        }

        @Override
        public void close() {
            // A database that did not start has nothing to stop.
            starting.exceptionally(failure -> null).join();
            if (!starting.isCompletedExceptionally()) {
                starting.join().close();
            }
        }
    }
}
