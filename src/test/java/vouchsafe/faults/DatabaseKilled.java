package vouchsafe.faults;

import vouchsafe.app.VouchsafeProcess;

/** {@code kill -9} of the PostgreSQL that came along, under a server that goes on. */
final class DatabaseKilled implements Fault {
    @Override
    public String name() {
        return "database-killed";
    }

    @Override
    public String promise() {
        return "The server starts its PostgreSQL again, and what was answered before holds.";
    }

    @Override
    public int many() {
        return 50;
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (Service service = Service.alone(trial.folder(), trial.history())) {
            trial.rounds(
                    service,
                    round -> VouchsafeProcess.kill(service.node().process().postgres()));
        }
    }
}
