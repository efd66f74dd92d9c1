package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import vouchsafe.crypto.RandomText;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.web.PublicAddress;

/**
 * Remembers, in a cookie of its own that outlives sessions, that a member has signed in with this browser before. It
 * opens nothing: it only has the browser's attempts to sign in counted apart, so that someone who guesses at an account
 * all day long does not keep its owner out.
 */
final class KnownBrowsers {
    private static final Duration KEEP = Duration.ofDays(400);

    private final Seals seals;
    private final PublicAddress address;

    KnownBrowsers(Seals seals, PublicAddress address) {
        this.seals = seals;
        this.address = address;
    }

    /** Marks this browser as one of the member's. */
    void remember(UUID memberId, HttpServletResponse response) {
        String nonce = RandomText.alphanumeric(16);
        String value = nonce + "." + seals.sign(SealKind.KNOWN_BROWSER, statement(memberId, nonce));
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(), value)
                        .path(address.cookiePath())
                        .maxAge(KEEP)
                        .httpOnly(true)
                        .secure(address.secure())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }

    /** Whether this member was the last to sign in with the browser that sent the request. */
    boolean knows(HttpServletRequest request, UUID memberId) {
        return request.getCookies() != null
                && Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> Stream.of(cookie.getValue()))
                        .anyMatch(value -> verifies(value, memberId));
    }

    private boolean verifies(String value, UUID memberId) {
        int dot = value.indexOf('.');
        return dot > 0
                && seals.verifies(
                        SealKind.KNOWN_BROWSER, statement(memberId, value.substring(0, dot)), value.substring(dot + 1));
    }

    private static String statement(UUID memberId, String nonce) {
        return "browser of " + memberId + " " + nonce;
    }

    private String name() {
        return address.cookieName("vouchsafe-browser");
    }
}
