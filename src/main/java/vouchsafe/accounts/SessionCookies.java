package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import vouchsafe.web.PublicAddress;

/** The cookie of a browser session. */
final class SessionCookies implements CookieSerializer {
    // Browsers keep a cookie for 400 days at most; how long a session lives is decided by the server.
    private static final int KEEP_SECONDS = 400 * 24 * 60 * 60;

    private final DefaultCookieSerializer cookies = new DefaultCookieSerializer();

    SessionCookies(PublicAddress address) {
        // __Host- lets neither a sibling domain nor plain http set it (RFC 6265bis section 4.1.3.2). Browsers refuse
        // that prefix over http, which is only for trying the server on one's own machine.
        cookies.setCookieName(address.secure() ? "__Host-vouchsafe" : "vouchsafe");
        cookies.setUseSecureCookie(address.secure());
        cookies.setUseHttpOnlyCookie(true);
        cookies.setSameSite("Lax");
        cookies.setCookiePath("/");
        cookies.setCookieMaxAge(KEEP_SECONDS);
    }

    @Override
    public void writeCookieValue(CookieValue cookie) {
        cookies.writeCookieValue(cookie);
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return cookies.readCookieValues(request);
    }
}
