package vouchsafe.accounts;

import org.jspecify.annotations.Nullable;
import vouchsafe.web.SenderNetwork;

/** Which remote addresses count as one, for whoever guesses passwords or makes accounts. */
public final class Network {
    private Network() {}

    /** What the network of this address is called; null stands for no network at all. */
    public static String of(@Nullable String address) {
        return SenderNetwork.of(address);
    }
}
