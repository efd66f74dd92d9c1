package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;

/**
 * The Content-Security-Policy of every page: our own style sheet, script and pictures, nothing inline, no framing, and
 * forms that go to this server only.
 */
public final class ContentPolicy {
    private static final String FORM_TARGET = ContentPolicy.class.getName() + ".formTarget";
    private static final String OWN_FRAMES = ContentPolicy.class.getName() + ".ownFrames";

    private ContentPolicy() {}

    /**
     * Lets the forms of this page end at one more place. Chromium applies {@code form-action} to the redirects that
     * follow a form, so the consent page names the address its answer will be redirected to.
     */
    public static void allowFormTarget(HttpServletRequest request, URI target) {
        request.setAttribute(FORM_TARGET, " " + source(target));
    }

    /** Lets this page show other documents of this server in frames. */
    public static void allowOwnFrames(HttpServletRequest request) {
        request.setAttribute(OWN_FRAMES, "; frame-src 'self'");
    }

    /** Writes the header; called by the security chain just before an answer leaves. */
    public static void write(HttpServletRequest request, HttpServletResponse response) {
        Object target = request.getAttribute(FORM_TARGET);
        Object frames = request.getAttribute(OWN_FRAMES);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
                        + " connect-src 'self'; manifest-src 'self'; form-action 'self'"
                        + (target == null ? "" : target)
                        + (frames == null ? "" : frames)
                        + "; frame-ancestors 'none'; base-uri 'none'");
    }

    /**
     * The source expression that covers a target: its origin, or its scheme alone where the grammar has no word for the
     * host (private-use schemes, IPv6 addresses; CSP level 3 section 2.3.1).
     */
    private static String source(URI target) {
        String host = target.getHost();
        boolean web = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
        if (!web || host == null || host.startsWith("[")) {
            return target.getScheme() + ":";
        }
        return target.getScheme() + "://" + host + (target.getPort() < 0 ? "" : ":" + target.getPort());
    }
}
