package vouchsafe.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.DebianPostgres;
import vouchsafe.embedded.FreePort;

/**
 * The primary is lost and its standby promoted, under two nodes that know both addresses. The lost one comes back as a
 * primary of its own, as where nobody fences it, before it is made a standby of the other.
 */
final class PrimaryLost implements Fault {
    private final Way way;

    /** How it is lost. */
    enum Way {
        /** Every process of it is killed; it does not come back. */
        KILLED,
        /** It stands still, and wakes when another one has its place. */
        FROZEN,
        /** The network drops every packet between it and all others, and is mended later. */
        PARTITIONED
    }

    PrimaryLost(Way way) {
        this.way = way;
    }

    @Override
    public String name() {
        return "primary-" + way.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String promise() {
        return "Nodes go on with the standby that was promoted"
                + (way == Way.KILLED ? "." : ", and do not go back to the one before when it wakes as a primary.");
    }

    @Override
    public int many() {
        return 5;
    }

    @Override
    public boolean possible() {
        return way != Way.PARTITIONED || Network.possible();
    }

    @Override
    public void run(Trial trial) throws Exception {
        try (Pair pair = new Pair(trial, way);
                Service service = Service.nodes(trial.folder(), 2, pair.jdbcUrl(), trial.history())) {
            trial.rounds(service, round -> {
                DebianPostgres lost = pair.lose();
                service.load().await(3);
                if (way != Way.KILLED) {
                    pair.find(lost);
                    // It takes connections again, and knows nothing of what happened.
                    service.load().await(20);
                    service.load().verify();
                }
                pair.replace(lost);
            });
        }
    }

    /** Two places for a database: at one is the primary, at the other its standby. */
    private static final class Pair implements AutoCloseable {
        private final Trial trial;
        private final Way way;
        private final @Nullable Network network;
        private final List<Network.Wire> wires = new ArrayList<>();
        private final List<DebianPostgres.Place> places = new ArrayList<>();
        private final int[] ports = {FreePort.find(), FreePort.find()};
        private final List<DebianPostgres> all = new ArrayList<>();
        private DebianPostgres primary;
        private DebianPostgres standby;
        private int at;

        Pair(Trial trial, Way way) throws IOException {
            this.trial = trial;
            this.way = way;
            Network made = way == Way.PARTITIONED ? Network.make() : null;
            network = made;
            for (int i = 0; i < ports.length; i++) {
                if (made == null) {
                    places.add(DebianPostgres.Place.HERE);
                } else {
                    Network.Wire wire = made.wire();
                    wires.add(wire);
                    places.add(wire.place());
                }
            }
            primary = DebianPostgres.start(trial.folder(), places.getFirst(), ports[0]);
            all.add(primary);
            standby = follow();
        }

        /** A standby at the other place. */
        private DebianPostgres follow() {
            int other = 1 - at;
            DebianPostgres made =
                    primary.standby(trial.folder().resolve("copy" + all.size()), places.get(other), ports[other]);
            all.add(made);
            return made;
        }

        String jdbcUrl() {
            return "jdbc:postgresql://" + places.getFirst().address() + ":" + ports[0] + ","
                    + places.getLast().address() + ":" + ports[1] + "/vouchsafe?user=vouchsafe";
        }

        /** Loses the primary and promotes the standby; answers the one that was lost. */
        DebianPostgres lose() throws IOException {
            DebianPostgres lost = primary;
            switch (way) {
                case KILLED -> lost.close();
                case FROZEN -> lost.freeze();
                case PARTITIONED -> wires.get(at).cut();
            }
            standby.promote();
            primary = standby;
            at = 1 - at;
            return lost;
        }

        void find(DebianPostgres lost) throws IOException {
            if (way == Way.FROZEN) {
                lost.thaw();
            } else {
                wires.get(1 - at).mend();
            }
        }

        /** The one that was lost follows the other from now on. */
        void replace(DebianPostgres lost) {
            lost.close();
            standby = follow();
        }

        @Override
        public void close() throws IOException {
            all.forEach(DebianPostgres::close);
            if (network != null) {
                network.close();
            }
        }
    }
}
