package vouchsafe.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import vouchsafe.archive.Archiver;
import vouchsafe.embedded.LogSpool;
import vouchsafe.operation.LogArchive;

/** The archive of a server's embedded database, where the settings ask for one: what a server does about it, step by step. */
final class Archiving {
    private final @Nullable Archiver archiver;
    private final InstantSource clock;

    private Archiving(@Nullable Archiver archiver, InstantSource clock) {
        this.archiver = archiver;
        this.clock = clock;
    }

    /** Has PostgreSQL keep its finished log, or no more; before it starts. */
    static void prepare(Settings settings, Path dataFolder) {
        if (settings.databaseUrl().isPresent()) {
            return;
        }
        LogSpool spool = LogSpool.of(dataFolder);
        if (settings.archive().isPresent()) {
            spool.open();
        } else {
            spool.remove();
        }
    }

    static Archiving of(Settings settings, Supplier<String> jdbcUrl, Machine machine) {
        return new Archiving(
                settings.archive()
                        .map(archive -> new Archiver(archive, jdbcUrl, machine.clock()))
                        .orElse(null),
                machine.clock());
    }

    /** Has storage tell the archive what comes and goes, and administrators what the archive says. */
    void register(GenericApplicationContext context) {
        Archiver present = archiver;
        if (present != null) {
            context.registerBean(Archiver.class, () -> present);
        }
        context.registerBean(LogArchive.class, () -> this::shown);
    }

    private Optional<LogArchive.State> shown() {
        return Optional.ofNullable(archiver)
                .map(Archiver::state)
                .map(state -> new LogArchive.State(state.newest(), state.trouble(clock.instant())));
    }

    void start() {
        if (archiver != null) {
            archiver.start();
        }
    }

    void rest() {
        if (archiver != null) {
            archiver.rest();
        }
    }

    void finish() {
        if (archiver != null) {
            archiver.finish();
        }
    }
}
