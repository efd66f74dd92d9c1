package vouchsafe.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vouchsafe.db.Bouncer;
import vouchsafe.db.DebianPostgres;
import vouchsafe.embedded.FreePort;

/** A switchover as Patroni does it, with PgBouncer in session mode before both: the primary is stopped, the standby promoted. */
final class SwitchedOver implements Fault {
    @Override
    public String name() {
        return "switched-over";
    }

    @Override
    public String promise() {
        return "Nodes go on with the new primary behind the same address, without being told.";
    }

    @Override
    public int many() {
        return 10;
    }

    @Override
    public void run(Trial trial) throws Exception {
        List<DebianPostgres> all = new ArrayList<>();
        all.add(DebianPostgres.start(trial.folder()));
        all.add(all.getLast().standby());
        try (Bouncer bouncer = Bouncer.before(all.getFirst(), trial.folder(), "session");
                // In session mode every connection of a pool holds one of the database's.
                Service service = Service.nodes(
                        trial.folder(),
                        2,
                        bouncer.jdbcUrl(),
                        Map.of("VOUCHSAFE_DB_POOL_SIZE", "16"),
                        trial.history())) {
            trial.rounds(service, round -> {
                DebianPostgres old = all.get(all.size() - 2);
                DebianPostgres next = all.getLast();
                old.stop();
                next.promote();
                bouncer.lead(old, next);
                service.load().await(2);
                all.add(next.standby(
                        trial.folder().resolve("copy" + round), DebianPostgres.Place.HERE, FreePort.find()));
            });
        } finally {
            all.forEach(DebianPostgres::close);
        }
    }
}
