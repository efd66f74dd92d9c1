package vouchsafe.faults;

import vouchsafe.app.VouchsafeProcess;

/** {@code kill -9} of the server, by turns with its own PostgreSQL at once, and its start again. */
final class ServerKilled implements Fault {
    @Override
    public String name() {
        return "server-killed";
    }

    @Override
    public String promise() {
        return "What was answered before the server was killed holds after its next start.";
    }

    @Override
    public int many() {
        return 200;
    }

    @Override
    public int few() {
        return 2;
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (Service service = Service.alone(trial.folder(), trial.history())) {
            trial.rounds(service, round -> {
                ProcessHandle postgres = service.node().process().postgres();
                service.node().process().kill();
                if (round % 2 == 1) {
                    VouchsafeProcess.kill(postgres);
                }
                service.node().start();
            });
        }
    }
}
