package vouchsafe.doctor;

import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import vouchsafe.web.PublicAddress;

/** The certificate that people's browsers are shown. */
final class CertificateCheck implements Check {
    private static final Duration SOON = Duration.ofDays(14);
    /** Certificates that renew themselves do so when a third of their time is left: a fifth is late. */
    private static final int LATE = 5;

    @Override
    public Area area() {
        return Area.ADDRESS;
    }

    @Override
    public String subject() {
        return "the certificate";
    }

    @Override
    public Outcome look(Installation installation) throws IOException {
        PublicAddress address = installation.network().address();
        if (!address.secure()) {
            return Check.found();
        }
        X509Certificate shown;
        try (Line line = Line.to(address)) {
            shown = (X509Certificate) ((SSLSocket) line.socket()).getSession().getPeerCertificates()[0];
        } catch (UnknownHostException unknown) {
            return Check.notLooked("the name of the base URL leads nowhere");
        } catch (SSLException noTls) {
            return Check.found(Finding.wrong(
                    "address.tls",
                    area(),
                    "What answers at " + address.base() + " does not speak TLS: " + Words.of(noTls) + ".",
                    "Let the proxy speak TLS at that port, or correct base-url (VOUCHSAFE_BASE_URL)."));
        } catch (IOException unreachable) {
            return Check.notLooked("nobody answers at the base URL");
        }
        Instant now = installation.clock().instant();
        Instant end = shown.getNotAfter().toInstant();
        if (end.isBefore(now)) {
            return Check.found(Finding.wrong(
                    "address.certificate-expired",
                    area(),
                    "The certificate of " + address.base() + " ended on " + day(end)
                            + ": browsers and apps refuse to talk.",
                    "Renew it, let the proxy read it again, and see why it was not renewed by itself."));
        }
        if (shown.getNotBefore().toInstant().isAfter(now)) {
            return Check.found(Finding.wrong(
                    "address.certificate-early",
                    area(),
                    "The certificate of " + address.base() + " begins on "
                            + day(shown.getNotBefore().toInstant()) + ".",
                    "Set the clock of this machine, or of the one that made the certificate."));
        }
        try (Line line = Line.to(address, installation.tls(), true)) {
            return left(address, now, shown);
        } catch (SSLException distrusted) {
            return Check.found(Finding.wrong(
                    "address.certificate",
                    area(),
                    "The certificate of " + address.base() + " is not trusted: " + Words.of(distrusted) + ".",
                    "Install one for that very name from an authority that browsers know, with the"
                            + " certificates between (the full chain). For an authority of your own, see 'An"
                            + " authority of your own' in the guide."));
        }
    }

    private Outcome left(PublicAddress address, Instant now, X509Certificate shown) {
        Instant end = shown.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        Duration late = Duration.between(shown.getNotBefore().toInstant(), end).dividedBy(LATE);
        if (left.compareTo(SOON) >= 0 || left.compareTo(late) >= 0) {
            return Check.found();
        }
        return Check.found(Finding.risk(
                "address.certificate-soon",
                area(),
                "The certificate of " + address.base() + " ends in " + left.toDays() + " days, on " + day(end) + ".",
                "Renew it; one that renews itself would have been by now."));
    }

    private static String day(Instant time) {
        return time.toString().substring(0, 10);
    }
}
