package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import vouchsafe.crypto.SealKind;
import vouchsafe.crypto.Seals;
import vouchsafe.web.PublicAddress;

/**
 * The cookie of a browser session: the session's id in the database and a check value over it, made with the key ring.
 * A reader of the table has half a cookie.
 */
final class SessionCookies implements CookieSerializer {
    // Browsers keep a cookie for 400 days at most; how long a session lives is decided by the server.
    private static final int KEEP_SECONDS = 400 * 24 * 60 * 60;

    private final DefaultCookieSerializer cookies = new DefaultCookieSerializer();
    private final Seals seals;

    SessionCookies(PublicAddress address, Seals seals) {
        this.seals = seals;
        cookies.setUseBase64Encoding(false);
        // __Host- lets neither a sibling domain nor plain http set it (RFC 6265bis section 4.1.3.2). Browsers refuse
        // that prefix over http, which is only for trying the server on one's own machine.
        cookies.setCookieName(address.cookieName("vouchsafe"));
        cookies.setUseSecureCookie(address.secure());
        cookies.setUseHttpOnlyCookie(true);
        cookies.setSameSite("Lax");
        cookies.setCookiePath(address.cookiePath());
        cookies.setCookieMaxAge(KEEP_SECONDS);
    }

    @Override
    public void writeCookieValue(CookieValue cookie) {
        String id = cookie.getCookieValue();
        String value = id.isEmpty() ? "" : id + "." + seals.sign(SealKind.SESSION, id);
        CookieValue sealed = new CookieValue(cookie.getRequest(), cookie.getResponse(), value);
        if (value.isEmpty()) {
            sealed.setCookieMaxAge(0);
        }
        cookies.writeCookieValue(sealed);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookies.readCookieValues(request).stream()
                .flatMap(this::sessionId)
                .toList();
    }

    private Stream<String> sessionId(String value) {
        int dot = value.indexOf('.');
        if (dot < 0 || !seals.verifies(SealKind.SESSION, value.substring(0, dot), value.substring(dot + 1))) {
            return Stream.empty();
        }
        return Stream.of(value.substring(0, dot));
    }
}
