package vouchsafe.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import vouchsafe.crypto.MasterKey;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.TrustedProxies;

/** Whether the public address leads to this very server, and what the proxy on the way says about who asks. */
final class AddressCheck implements Check {
    /** An address of documentation (RFC 5737), which nobody has: what a stranger could write into the header. */
    private static final String INVENTED = "203.0.113.77";

    /** How this server sends readers of plain http to the same page by https. */
    private static final int SENT_TO_TLS = 308;

    @Override
    public Area area() {
        return Area.ADDRESS;
    }

    @Override
    public String subject() {
        return "the public address";
    }

    @Override
    public Outcome look(Installation installation) {
        PublicAddress address = installation.network().address();
        try {
            return installation.process().runs() ? running(installation, address) : stopped(address);
        } catch (UnknownHostException unknown) {
            return Check.found(wrong(
                    "address.name",
                    "The name of the base URL, " + address.base().getHost() + ", leads nowhere.",
                    "Have the name point to the proxy, or correct base-url (VOUCHSAFE_BASE_URL)."));
        } catch (IOException unreachable) {
            if (!installation.process().runs() && direct(installation)) {
                return Check.notLooked("no server runs");
            }
            return Check.found(wrong(
                    "address.unreachable",
                    "Nobody answers at " + address.base() + ", as seen from this machine: " + Words.of(unreachable)
                            + ".",
                    "Start the proxy, open its port in the firewall, or correct base-url (VOUCHSAFE_BASE_URL)."));
        }
    }

    /** Whether the public address is the one that the server itself listens at. */
    private static boolean direct(Installation installation) {
        URI base = installation.network().address().base();
        return !installation.network().address().secure()
                && Hosts.thisMachine(String.valueOf(base.getHost()))
                && base.getPort() == installation.network().port();
    }

    /** A proxy whose server is down says so; anything else that answers is somebody else's. */
    private static Outcome stopped(PublicAddress address) throws IOException {
        try (Line line = Line.to(address)) {
            Line.Answer answer = line.ask("GET", Echo.path(address, "/health/live"), Map.of("Connection", "close"));
            if (answer.status() >= 502 && answer.status() <= 504) {
                return Check.notLooked("no server runs behind the proxy");
            }
            return Check.found(wrong(
                    "address.another",
                    "No server runs on this data folder, but something answers at " + address.base() + " (status "
                            + answer.status() + ").",
                    "Stop what uses that address, or correct base-url (VOUCHSAFE_BASE_URL); if it is another node of"
                            + " this installation, all is well."));
        }
    }

    private Outcome running(Installation installation, PublicAddress address) throws IOException {
        Optional<MasterKey> key = installation.key();
        if (key.isEmpty()) {
            return Check.notLooked("the master key can't be read, by which the server would be known");
        }
        Echo.Reply first = Echo.ask(address, key.get(), Map.of());
        if (first.seen().isEmpty()) {
            return Check.found(strange(installation, address, first.answer()));
        }
        JsonNode seen = first.seen().get();
        List<Finding> findings = new ArrayList<>();
        headers(installation, address, seen, findings);
        if (!seen.path("forwarded_for").asString("").isEmpty()) {
            Echo.ask(address, key.get(), Map.of("X-Forwarded-For", INVENTED))
                    .seen()
                    .ifPresent(forged -> forged(forged, findings));
        }
        return Check.found(findings);
    }

    private Finding strange(Installation installation, PublicAddress address, Line.Answer answer) {
        if (answer.status() >= 502 && answer.status() <= 504) {
            return wrong(
                    "address.proxy-to-nowhere",
                    "What answers at " + address.base() + " does not reach this server (status " + answer.status()
                            + ").",
                    "Let the proxy pass requests on to "
                            + installation.network().door() + ", where this server listens.");
        }
        String leads = answer.header("Location").orElse("");
        if (answer.status() >= 300 && answer.status() < 400) {
            if (answer.status() == SENT_TO_TLS && leads.endsWith(Echo.path(address, EchoServlet.PATH))) {
                return wrong(
                        "address.forwarded-proto",
                        "The proxy says of requests at " + address.base()
                                + " that they were plain http, so they are sent" + " in a circle.",
                        "Let the proxy set X-Forwarded-Proto to the scheme that people use, which is https.");
            }
            return wrong(
                    "address.redirect",
                    "The base URL " + address.base() + " sends people on to " + Words.line(leads) + ".",
                    "Set base-url (VOUCHSAFE_BASE_URL) to the address that people end at.");
        }
        return wrong(
                "address.another",
                "It is not this server that answers at " + address.base() + " (status " + answer.status() + ").",
                "Let the proxy pass this host on to " + installation.network().door()
                        + ", or correct base-url (VOUCHSAFE_BASE_URL).");
    }

    private void headers(Installation installation, PublicAddress address, JsonNode seen, List<Finding> findings) {
        TrustedProxies trusted = TrustedProxies.of(installation.network().web().trustedProxies());
        String peer = seen.path("peer").asString("");
        String forwardedFor = seen.path("forwarded_for").asString("");
        boolean behindProxy = address.secure() || !direct(installation);
        if (!forwardedFor.isEmpty() && !trusted.trusts(peer)) {
            findings.add(wrong(
                    "address.untrusted-proxy",
                    "Requests come through a proxy at " + peer
                            + ", which is not in trusted-proxies: every visitor seems to"
                            + " come from there and shares its limits.",
                    "Set trusted-proxies (VOUCHSAFE_TRUSTED_PROXIES) to " + peer + "."));
        }
        if (forwardedFor.isEmpty() && behindProxy) {
            findings.add(wrong(
                    "address.forwarded-for",
                    "The proxy does not say from where visitors come (no X-Forwarded-For), so all of them seem to be"
                            + " the proxy and share its limits.",
                    "Let the proxy add the visitor's address to X-Forwarded-For."));
        }
        String scheme = seen.path("forwarded_proto").asString("").toLowerCase(Locale.ROOT);
        if (scheme.isEmpty() && address.secure()) {
            findings.add(Finding.risk(
                    "address.forwarded-proto",
                    area(),
                    "The proxy does not say whether visitors came by https (no X-Forwarded-Proto), so a token that"
                            + " somebody sends by plain http is not refused.",
                    "Let the proxy set X-Forwarded-Proto to the scheme that people use."));
        }
        String host = seen.path("host").asString("");
        String forwardedHost = seen.path("forwarded_host").asString("");
        String stated = address.base().getRawAuthority();
        if (!sameHost(stated, host) && !sameHost(stated, forwardedHost)) {
            findings.add(Finding.risk(
                    "address.host",
                    area(),
                    "The proxy passes requests on as if they were for \"" + Words.line(host) + "\" and not for "
                            + stated + ".",
                    "Let the proxy keep the Host header as it came."));
        }
    }

    /** Whether both name one host; a proxy may leave out the port, or add the usual one. */
    private static boolean sameHost(String one, String other) {
        return one.replaceFirst(":\\d+$", "").equalsIgnoreCase(other.replaceFirst(":\\d+$", ""));
    }

    /** What a stranger wrote may stand before what the proxy writes, never in its place. */
    private void forged(JsonNode seen, List<Finding> findings) {
        String[] hops = seen.path("forwarded_for").asString("").split(",");
        if (hops[hops.length - 1].strip().equals(INVENTED)) {
            findings.add(wrong(
                    "address.forged",
                    "The proxy passes on the X-Forwarded-For that visitors send, so that anyone can seem to come from"
                            + " anywhere.",
                    "Let the proxy add the visitor's own address to the end of that header, or replace it."));
        }
    }

    private static Finding wrong(String kind, String what, String whatToDo) {
        return Finding.wrong(kind, Area.ADDRESS, what, whatToDo);
    }
}
