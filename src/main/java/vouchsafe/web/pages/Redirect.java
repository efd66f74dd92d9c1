package vouchsafe.web.pages;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** The answer to a form that is done: a redirect, so that going back or reloading does not send the form twice. */
public final class Redirect {
    private Redirect() {}

    /**
     * Answers 303 to a path on this server. Returns no page, for a controller method to return in its turn.
     *
     * @param path begins with a slash; relative on purpose, so that no Host header has a say in it
     */
    public static @Nullable JteModel seeOther(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", path);
        return null;
    }
}
