package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The Content-Security-Policy of every page: our own style sheet, script and pictures, nothing inline, no framing, and
 * forms that go to this server only, but where a form may end at an app.
 */
public final class ContentPolicy {
    private static final String ANYWHERE = ContentPolicy.class.getName() + ".anywhere";
    private static final String OWN_FRAMES = ContentPolicy.class.getName() + ".ownFrames";

    private ContentPolicy() {}

    /**
     * Lets the forms of this page end anywhere. Chromium applies {@code form-action} to every redirect that follows a form,
     * and an app that gets its answer may redirect on to hosts that nobody here knows; a policy that names any host would
     * leave the member on this page after the app got its code. Only pages whose form may end at an app ask for this.
     */
    public static void letFormsLeave(HttpServletRequest request) {
        request.setAttribute(ANYWHERE, true);
    }

    /** Lets this page show other documents of this server in frames. */
    public static void allowOwnFrames(HttpServletRequest request) {
        request.setAttribute(OWN_FRAMES, "; frame-src 'self'");
    }

    /** Writes the header; called by the security chain just before an answer leaves. */
    public static void write(HttpServletRequest request, HttpServletResponse response) {
        boolean anywhere = request.getAttribute(ANYWHERE) != null;
        Object frames = request.getAttribute(OWN_FRAMES);
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self';"
                        + " connect-src 'self'; manifest-src 'self'"
                        + (anywhere ? "" : "; form-action 'self'")
                        + (frames == null ? "" : frames)
                        + "; frame-ancestors 'none'; base-uri 'none'");
    }
}
