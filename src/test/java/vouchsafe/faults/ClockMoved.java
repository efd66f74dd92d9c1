package vouchsafe.faults;

import vouchsafe.db.DebianPostgres;

/** The clock of the server's machine is an hour behind, and then a day ahead, of that of its database, and put right again. */
final class ClockMoved implements Fault {
    @Override
    public String name() {
        return "clock-moved";
    }

    @Override
    public String promise() {
        return "What was answered for holds under a wrong clock and after it; what ended stays dead. Only what lives for less"
                + " than the clock is ahead runs out early.";
    }

    @Override
    public int many() {
        return 6;
    }

    @Override
    public int few() {
        return 2;
    }

    @Override
    public void run(Trial trial) throws Exception {
        Clock clock = new Clock(trial.folder());
        try (DebianPostgres postgres = DebianPostgres.start(trial.folder());
                Service service = Service.nodes(
                        trial.folder(), 1, postgres.jdbcUrl(), clock.environment(), trial.history())) {
            trial.rounds(service, round -> {
                clock.set(round % 2 == 0 ? "-1h" : "+1d");
                service.load().await(5);
                clock.set("+0");
            });
        }
    }
}
