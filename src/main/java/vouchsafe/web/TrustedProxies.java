package vouchsafe.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The machines whose word about the caller is believed (checklist EN-07). {@code X-Forwarded-For} grows to the right, one
 * address a proxy; everything left of the last address that is not ours was written by a stranger.
 */
public final class TrustedProxies {
    static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    private final List<Network> networks;
    private final boolean onlyProxies;

    private TrustedProxies(List<Network> networks, boolean onlyProxies) {
        this.networks = networks;
        this.onlyProxies = onlyProxies;
    }

    /**
     * Reads addresses and networks.
     *
     * @param texts {@code 10.0.0.1}, {@code 10.0.0.0/8}, {@code fd00::/8}; never host names
     * @throws IllegalArgumentException with the text that is neither
     */
    public static TrustedProxies of(List<String> texts) {
        return new TrustedProxies(texts.stream().map(Network::parse).toList(), false);
    }

    /** The same, where none but a proxy can connect: to a Unix socket. */
    TrustedProxies alone() {
        return new TrustedProxies(networks, true);
    }

    /** Whether there is none. */
    boolean none() {
        return networks.isEmpty() && !onlyProxies;
    }

    /** Whether the other end of the connection is a trusted proxy. */
    boolean sent(HttpServletRequest request) {
        return onlyProxies || !networks.isEmpty() && trusted(request.getRemoteAddr());
    }

    /** The caller's address, as a literal. */
    String caller(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!sent(request)) {
            return address;
        }
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            hops.addAll(List.of(header.split(",")));
        }
        for (String hop : hops.reversed()) {
            Optional<InetAddress> literal = literal(withoutPort(hop.strip()));
            if (literal.isEmpty()) {
                // An unreadable entry may be an invention, and so may all entries left of it.
                return address;
            }
            address = literal.get().getHostAddress();
            if (!trusted(address)) {
                return address;
            }
        }
        return address;
    }

    /** Whether what comes from this address is believed. */
    public boolean trusts(String address) {
        return trusted(address);
    }

    /** Whether this is the address of a trusted proxy. */
    boolean trusted(String address) {
        return literal(address)
                .filter(parsed -> networks.stream().anyMatch(network -> network.contains(parsed)))
                .isPresent();
    }

    /** The address in a literal; never asks the name service. */
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException noLiteral) {
            return Optional.empty();
        }
    }

    /** Drops the port that some proxies add: {@code 192.0.2.7:4711} or {@code [2001:db8::7]:4711}. */
    private static String withoutPort(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
