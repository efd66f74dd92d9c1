package vouchsafe.faults;

import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.db.DebianPostgres;

/** The database stands still (SIGSTOP to every process of it): nothing is closed, nothing answers. */
final class DatabasePaused implements Fault {
    @Override
    public String name() {
        return "database-paused";
    }

    @Override
    public String promise() {
        return "Everybody is told to come back (503) and nobody is kept waiting; afterwards all goes on.";
    }

    @Override
    public int many() {
        return 10;
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (DebianPostgres postgres = DebianPostgres.start(trial.folder());
                Service service = Service.nodes(trial.folder(), 2, postgres.jdbcUrl(), trial.history())) {
            trial.rounds(service, round -> {
                postgres.freeze();
                try {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(5_000, 30_000));
                } finally {
                    postgres.thaw();
                }
            });
        }
    }
}
