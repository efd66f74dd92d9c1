package vouchsafe.accounts;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address as people write it, in the one form that is stored, compared and handed to mail relays: its domain in ASCII
 * (RFC 5890, A-labels), as browsers send it too. The part before the @ stays as it is; where it is not ASCII the address is
 * refused, since most relays could not deliver to it (RFC 6531).
 */
public final class WrittenAddress {
    private WrittenAddress() {}

    /** The address in its stored form; text that has none stays as it is. */
    public static String ascii(String written) {
        int at = written.lastIndexOf('@');
        String domain = written.substring(at + 1);
        if (at < 1 || plain(domain) || ambiguous(domain)) {
            return written;
        }
        try {
            return written.substring(0, at + 1)
                    + IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException noDomain) {
            return written;
        }
    }

    /** A sentence for the sender of an address that has no ASCII form. */
    public static Optional<String> beyondAscii(String written) {
        if (plain(written)) {
            return Optional.empty();
        }
        int at = written.lastIndexOf('@');
        if (at > 0 && !plain(written.substring(0, at))) {
            return Optional.of(
                    "This address has characters before the @ that mail servers can't be relied on to deliver"
                            + " to. Give one with ASCII letters (a to z, without accents), digits and signs there.");
        }
        return Optional.of(
                "The domain of this address can't be written in one way only. Give its ASCII form, which begins"
                        + " with xn--.");
    }

    /** IDNA 2003 and 2008 read these differently: the mail could go to somebody else. */
    private static boolean ambiguous(String domain) {
        return domain.codePoints().anyMatch(each -> "ßẞς\u200C\u200D".indexOf(each) >= 0);
    }

    private static boolean plain(String text) {
        return text.chars().allMatch(each -> each < 0x80);
    }
}
