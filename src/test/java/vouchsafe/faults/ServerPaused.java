package vouchsafe.faults;

import java.util.concurrent.ThreadLocalRandom;
import vouchsafe.db.DebianPostgres;

/** One of two nodes stands still (SIGSTOP), as on a machine that is moved or swaps, and goes on as if nothing had been. */
final class ServerPaused implements Fault {
    @Override
    public String name() {
        return "server-paused";
    }

    @Override
    public String promise() {
        return "A node that stood still goes on; what ended at another node meanwhile is dead there, too.";
    }

    @Override
    public int many() {
        return 20;
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (DebianPostgres postgres = DebianPostgres.start(trial.folder());
                Service service = Service.nodes(trial.folder(), 2, postgres.jdbcUrl(), trial.history())) {
            trial.rounds(
                    service,
                    round -> service.nodes()
                            .get(round % 2)
                            .pause(ThreadLocalRandom.current().nextLong(2_000, 12_000)));
        }
    }
}
