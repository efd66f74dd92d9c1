package vouchsafe.doctor;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Settings that can be read and do not fit together. */
final class SettingsCheck implements Check {
    private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0");

    @Override
    public Area area() {
        return Area.SETTINGS;
    }

    @Override
    public String subject() {
        return "the settings";
    }

    @Override
    public Outcome look(Installation installation) throws Exception {
        List<Finding> findings = new ArrayList<>();
        Installation.Network network = installation.network();
        String host = String.valueOf(network.address().base().getHost());
        if (!network.address().secure() && !Hosts.thisMachine(host)) {
            findings.add(Finding.wrong(
                    "settings.plain-http",
                    Area.SETTINGS,
                    "The base URL " + network.address().base()
                            + " is plain http, so passwords and tokens travel where others can read them.",
                    "Put a proxy that speaks TLS before the server and set base-url (VOUCHSAFE_BASE_URL) to its https"
                            + " address."));
        }
        if (network.onSocket()) {
            return Check.found(findings);
        }
        if (network.address().secure() && network.web().trustedProxies().isEmpty()) {
            findings.add(Finding.wrong(
                    "settings.no-trusted-proxy",
                    Area.SETTINGS,
                    "The base URL is https but no proxy is trusted, so every visitor seems to come from the proxy's"
                            + " address and shares its limits.",
                    "Set trusted-proxies (VOUCHSAFE_TRUSTED_PROXIES) to the address that the proxy calls from, such as"
                            + " 127.0.0.1."));
        }
        if (!EVERY_ADDRESS.contains(network.listen()) && !ofThisMachine(network.listen())) {
            findings.add(Finding.wrong(
                    "settings.listen",
                    Area.SETTINGS,
                    "The address " + network.listen() + " that the server is to listen on is none of this machine's.",
                    "Set listen (VOUCHSAFE_LISTEN) to 127.0.0.1, to 0.0.0.0, or to an address that this machine has."));
        }
        return Check.found(findings);
    }

    private static boolean ofThisMachine(String listen) throws Exception {
        try {
            InetAddress address = InetAddress.getByName(listen);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
