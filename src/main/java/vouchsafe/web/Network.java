package vouchsafe.web;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses: all that agree with one address in their first bits.
 *
 * @param address any address of the range
 * @param bits how many bits agree
 */
public record Network(InetAddress address, int bits) {
    public Network {
        int most = address.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "\"" + address.getHostAddress() + "/" + bits + "\" must end with /0 to /" + most);
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address. Host names are refused, never looked up. */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address;
        int bits;
        try {
            address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            bits = slash < 0
                    ? address.getAddress().length * Byte.SIZE
                    : Integer.parseInt(text, slash + 1, text.length(), 10);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither an address nor a network such as 10.0.0.0/8", wrong);
        }
        return new Network(address, bits);
    }

    /** Whether the address lies in this range. An IPv4 address never lies in an IPv6 range. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int whole = bits / 8;
        int rest = bits % 8;
        if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
            return false;
        }
        return rest == 0 || ((mine[whole] ^ theirs[whole]) & 0xff) >>> (8 - rest) == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
