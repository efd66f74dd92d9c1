package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The machines whose word about the caller's address is believed. {@code X-Forwarded-For} grows to the right, one address a
 * proxy; what stands left of the last address that is not ours was written by a stranger.
 */
public final class TrustedProxies {
    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /**
     * Reads addresses and networks.
     *
     * @param texts {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code fd00::/8}; never host names
     * @throws IllegalArgumentException naming the one that is neither
     */
    public static TrustedProxies of(List<String> texts) {
        return new TrustedProxies(texts.stream().map(Network::of).toList());
    }

    /** The address of whoever called, as a literal. */
    String caller(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (networks.isEmpty() || !trusted(address)) {
            return address;
        }
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            hops.addAll(List.of(header.split(",")));
        }
        for (String hop : hops.reversed()) {
            Optional<InetAddress> literal = literal(hop.strip());
            if (literal.isEmpty()) {
                // Nothing to its left can be told from an invention either.
                return address;
            }
            address = literal.get().getHostAddress();
            if (!trusted(address)) {
                return address;
            }
        }
        return address;
    }

    private boolean trusted(String address) {
        return literal(address)
                .filter(parsed -> networks.stream().anyMatch(network -> network.holds(parsed)))
                .isPresent();
    }

    /** Never asks the name service. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noLiteral) {
            return Optional.empty();
        }
    }

    /** All addresses that share their first bits with this one. */
    private record Network(InetAddress address, int bits) {

        static Network of(String text) {
            int slash = text.indexOf('/');
            InetAddress address = literal(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + text + "\" is neither an address nor a network such as 10.0.0.0/8"));
            int most = address.getAddress().length * Byte.SIZE;
            if (slash < 0) {
                return new Network(address, most);
            }
            String length = text.substring(slash + 1);
            if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
                throw new IllegalArgumentException("\"" + text + "\" must end with /0 to /" + most);
            }
            return new Network(address, Integer.parseInt(length));
        }

        boolean holds(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
