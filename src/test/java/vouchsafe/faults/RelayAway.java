package vouchsafe.faults;

import java.util.List;
import vouchsafe.db.DebianPostgres;

/** The mail relay is away for a day, by the clock of a server that goes through that day in a minute. */
final class RelayAway implements Fault {
    private static final String[] HOURS = {"+1h", "+3h", "+8h", "+16h", "+24h"};

    @Override
    public String name() {
        return "relay-away";
    }

    @Override
    public String promise() {
        return "Everything else goes on, and every mail of that day is delivered once when the relay is back.";
    }

    @Override
    public int many() {
        return 3;
    }

    @Override
    public void run(Trial trial) throws Exception {
        Clock clock = new Clock(trial.folder());
        try (DebianPostgres postgres = DebianPostgres.start(trial.folder());
                Service service =
                        Service.nodes(trial.folder(), 1, postgres.jdbcUrl(), clock.environment(), trial.history())) {
            service.load().pace(Clock.PACE);
            trial.rounds(service, round -> {
                // Tokens that live for less than a day run out meanwhile.
                service.calls().excuse("xpired");
                service.relay().goAway();
                for (String hour : HOURS) {
                    service.load().awaitOf(List.of("refresh", "annotation", "page"), 2);
                    clock.set(hour);
                }
                service.relay().comeBack();
                // The last waits are long.
                clock.set("+30h");
                int unused = service.awaitMail();
                clock.set("+0");
                service.load().await(1);
                service.calls().excuseNothing();
            });
            if (trial.mailsTwice() > 0) {
                trial.history().broken("message", trial.mailsTwice() + " mails came twice");
            }
        }
    }
}
