package vouchsafe.faults;

import java.util.List;
import vouchsafe.db.DebianPostgres;

/** The clock of the server's machine is an hour behind, and then a day ahead, of that of its database, and put right again. */
final class ClockMoved implements Fault {
    @Override
    public String name() {
        return "clock-moved";
    }

    @Override
    public String promise() {
        return "What was answered for holds under a wrong clock and after it; what ended stays dead. Only what lives"
                + " for less than the clock is ahead runs out early.";
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
                Service service =
                        Service.nodes(trial.folder(), 1, postgres.jdbcUrl(), clock.environment(), trial.history())) {
            service.load().pace(Clock.PACE);
            trial.rounds(service, round -> {
                // Tokens and codes that live for a day at most are over by that clock, and good again afterwards.
                service.calls().excuse("xpired");
                clock.set(round % 2 == 0 ? "-1h" : "+1d");
                service.load().awaitOf(List.of("refresh", "annotation", "page"), 10);
                clock.set("+0");
                service.load().await(1);
                service.calls().excuseNothing();
            });
        }
    }
}
