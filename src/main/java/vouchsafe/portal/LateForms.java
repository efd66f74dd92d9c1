package vouchsafe.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.pages.LocalPath;
import vouchsafe.web.pages.Reply;

/**
 * Forms on the way through sign-in that are sent after another tab signed in or out, so that their anti-forgery value is
 * out of date. Nothing they ask for is done; the browser is led, or the person shown, to where it goes on.
 */
final class LateForms {
    private static final String ON_SITE = "/direct-sharing/projects/on-site/";
    private static final String HOME = "/account/";
    /** Paths longer than this would make a header that some proxies refuse. */
    private static final int LONGEST = 4_000;

    private LateForms() {}

    /** Leads the browser of a sign-in form on; empty where this is another form. */
    static Optional<Reply> onwards(HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || !SignInForms.at(request.getRequestURI())) {
            return Optional.empty();
        }
        return Optional.of(Reply.seeOther(signedIn() ? next(request) : signInAgain(next(request))));
    }

    /** The address that asks anew, of whoever is signed in by now, where this is the form of a question; else empty. */
    static String question(HttpServletRequest request) {
        String path = request.getRequestURI();
        return ConsentPaths.at(path) || path.startsWith(ON_SITE) ? LocalPath.of(request) : "";
    }

    private static boolean signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInMember;
    }

    private static String signInAgain(String next) {
        String encoded = URLEncoder.encode(next, StandardCharsets.UTF_8);
        return "/account/login/?late=yes" + (encoded.length() > LONGEST ? "" : "&next=" + encoded);
    }

    private static String next(HttpServletRequest request) {
        return LocalPath.orElse(SignInForms.next(request), HOME);
    }
}
