package vouchsafe.web;

import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Names the network of a remote address, which counts as one sender: an IPv6 customer has a /64, so the first half of the
 * address is the name; an IPv4 address is a name of its own.
 */
public final class SenderNetwork {
    private static final int PREFIX_BYTES = 8;

    private SenderNetwork() {}

    /** The name of the network that an address, as a literal, lies in. */
    public static String of(@Nullable String address) {
        if (address == null) {
            return "none";
        }
        return address.indexOf(':') < 0 ? address : prefix(address);
    }

    private static String prefix(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length < 2 * PREFIX_BYTES
                    ? InetAddress.ofLiteral(address).getHostAddress()
                    : HexFormat.of().formatHex(bytes, 0, PREFIX_BYTES);
        } catch (IllegalArgumentException noLiteral) {
            return "none";
        }
    }
}
