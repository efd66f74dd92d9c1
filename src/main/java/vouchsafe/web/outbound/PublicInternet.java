package vouchsafe.web.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import vouchsafe.web.Network;

/**
 * Tells whether an address belongs to the public internet, by IANA's special-purpose registries (RFC 6890). Addresses that
 * could mean this machine, its neighbours, a cloud's metadata service, or another address in disguise do not.
 */
final class PublicInternet {
    private static final List<Network> SPECIAL_IPV4 = networks(
            "0.0.0.0/8", // this network, RFC 791
            "10.0.0.0/8", // private, RFC 1918
            "100.64.0.0/10", // carrier-grade NAT, RFC 6598
            "127.0.0.0/8", // loopback, RFC 1122
            "169.254.0.0/16", // link local, RFC 3927; where clouds answer for metadata
            "172.16.0.0/12", // private, RFC 1918
            "192.0.0.0/24", // protocol assignments, RFC 6890
            "192.0.2.0/24", // documentation, RFC 5737
            "192.88.99.0/24", // 6to4 relays, RFC 7526
            "192.168.0.0/16", // private, RFC 1918
            "198.18.0.0/15", // benchmarks, RFC 2544
            "198.51.100.0/24", // documentation, RFC 5737
            "203.0.113.0/24", // documentation, RFC 5737
            "224.0.0.0/4", // multicast, RFC 5771
            "240.0.0.0/4"); // reserved and broadcast, RFC 1112

    /** Global unicast; outside of it are loopback, mapped and NAT64 addresses, unique local, link local, multicast. */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    private static final List<Network> SPECIAL_IPV6 = networks(
            "2001::/23", // protocol assignments, Teredo and ORCHID among them, RFC 2928
            "2001:db8::/32", // documentation, RFC 3849
            "2002::/16", // 6to4: carries any IPv4 address, RFC 3056
            "3fff::/20"); // documentation, RFC 9637

    private PublicInternet() {}

    /** Whether a packet to this address leaves for the public internet and means nothing else. */
    static boolean contains(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(network -> network.contains(address));
        }
        return GLOBAL_IPV6.contains(address) && SPECIAL_IPV6.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
