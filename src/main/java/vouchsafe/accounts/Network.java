package vouchsafe.accounts;

import org.jspecify.annotations.Nullable;

/** Which remote addresses count as one: an IPv6 customer has a /64 of them, so their first four groups are the name. */
public final class Network {
    private Network() {}

    /** What the network of this address is called; null stands for no network at all. */
    public static String of(@Nullable String address) {
        if (address == null) {
            return "none";
        }
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(4, groups.length); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }
}
