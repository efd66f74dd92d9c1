package vouchsafe.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vouchsafe.web.Network;

class PublicInternetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void PT_06_an_address_that_means_something_else_is_not_public(String address) {
        assertThat(PublicInternet.contains(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "2001:4860:4860::8888"
            })
    void an_ordinary_address_is_public(String address) {
        assertThat(PublicInternet.contains(InetAddress.ofLiteral(address))).isTrue();
    }

    @Property
    void PT_06_whatever_the_JDK_calls_local_is_not_public(@ForAll("addresses") InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            assertThat(PublicInternet.contains(address)).isFalse();
        }
    }

    @Property
    void PT_06_an_IPv4_address_hidden_in_an_IPv6_address_is_never_reached(@ForAll("ipv4") InetAddress hidden)
            throws UnknownHostException {
        byte[] four = hidden.getAddress();
        byte[] compatible = new byte[16];
        System.arraycopy(four, 0, compatible, 12, 4);
        assertThat(PublicInternet.contains(InetAddress.getByAddress(compatible)))
                .isFalse();
        byte[] translated = new byte[16];
        translated[1] = 0x64;
        translated[2] = (byte) 0xff;
        translated[3] = (byte) 0x9b;
        System.arraycopy(four, 0, translated, 12, 4);
        assertThat(PublicInternet.contains(InetAddress.getByAddress(translated)))
                .isFalse();
        byte[] sixToFour = new byte[16];
        sixToFour[0] = 0x20;
        sixToFour[1] = 0x02;
        System.arraycopy(four, 0, sixToFour, 2, 4);
        assertThat(PublicInternet.contains(InetAddress.getByAddress(sixToFour))).isFalse();
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(four, 0, mapped, 12, 4);
        assertThat(PublicInternet.contains(InetAddress.getByAddress(mapped)))
                .isEqualTo(PublicInternet.contains(hidden));
    }

    @Property
    void a_network_contains_exactly_what_agrees_in_its_first_bits(
            @ForAll("ipv4") InetAddress one, @ForAll("ipv4") InetAddress other, @ForAll("prefixes") int bits) {
        long mask = bits == 0 ? 0 : 0xffffffffL << (32 - bits) & 0xffffffffL;
        boolean agree = (number(one) & mask) == (number(other) & mask);
        assertThat(new Network(one, bits).contains(other)).isEqualTo(agree);
    }

    @Test
    void a_network_is_written_with_an_address_and_a_length() {
        assertThat(Network.parse("10.0.0.0/8").contains(InetAddress.ofLiteral("10.9.8.7")))
                .isTrue();
        assertThat(Network.parse("10.0.0.7").contains(InetAddress.ofLiteral("10.0.0.8")))
                .isFalse();
        assertThat(Network.parse("::1").contains(InetAddress.ofLiteral("::1"))).isTrue();
        for (String wrong :
                new String[] {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "1/"}) {
            assertThatThrownBy(() -> Network.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Provide
    Arbitrary<InetAddress> ipv4() {
        return Arbitraries.bytes().array(byte[].class).ofSize(4).map(PublicInternetTest::address);
    }

    @Provide
    Arbitrary<InetAddress> addresses() {
        return Arbitraries.oneOf(
                ipv4(), Arbitraries.bytes().array(byte[].class).ofSize(16).map(PublicInternetTest::address));
    }

    @Provide
    Arbitrary<Integer> prefixes() {
        return Arbitraries.integers().between(0, 32);
    }

    private static long number(InetAddress address) {
        return java.nio.ByteBuffer.wrap(address.getAddress()).getInt() & 0xffffffffL;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(wrongLength);
        }
    }
}
