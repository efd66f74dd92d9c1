package vouchsafe.doctor;

import java.util.Locale;

/** Names of this very machine. */
final class Hosts {
    private Hosts() {}

    /** Whether a name or address leads nowhere but to the machine it is used on. */
    static boolean thisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || name.equals("[::1]")
                || name.equals("::1");
    }
}
