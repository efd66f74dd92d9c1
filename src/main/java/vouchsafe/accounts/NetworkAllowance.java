package vouchsafe.accounts;

import java.time.Duration;
import java.util.Optional;
import vouchsafe.web.Allowance;
import vouchsafe.web.CurrentRequest;
import vouchsafe.web.SenderNetwork;

/** How often something may be asked for from one network, and from all networks together, so that many are no way round. */
final class NetworkAllowance {
    private static final String EVERYBODY = "everybody";

    private final Allowance one;
    private final Allowance all;

    NetworkAllowance(int perNetwork, Duration in) {
        this.one = new Allowance(perNetwork, in);
        this.all = new Allowance((long) perNetwork * AccountSettings.NETWORKS, in);
    }

    /** Takes one for the network of this thread's request; answers how long to wait where there is none left. */
    Optional<Duration> take() {
        String network = SenderNetwork.of(CurrentRequest.get().address());
        Optional<Duration> wait = one.take(network);
        if (wait.isPresent()) {
            return wait;
        }
        Optional<Duration> together = all.take(EVERYBODY);
        if (together.isPresent()) {
            one.giveBack(network);
        }
        return together;
    }
}
