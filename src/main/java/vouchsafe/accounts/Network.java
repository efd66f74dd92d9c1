package vouchsafe.accounts;

import org.jspecify.annotations.Nullable;
import vouchsafe.web.SenderNetwork;

/** Which remote addresses count as one, for whoever guesses passwords or makes accounts. */
final class Network {
    private Network() {}

    static String of(@Nullable String address) {
        return SenderNetwork.of(address);
    }
}
