package vouchsafe.portal.authorize;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.pages.Page;

/** A browser at one of the pages that ask for consent: its request, the frame of its page, and the answer it gets. */
record ConsentVisit(Page page, HttpServletRequest request, HttpServletResponse response) {

    /** Whether the browser sent the form. */
    boolean byForm() {
        return request.getMethod().equals("POST");
    }

    /**
     * Answers by redirect: 303 to a form, so that the browser forgets what was in it (RFC 9700 section 4.12), else 302. Returns
     * no page, for a controller method to return in its turn.
     */
    @Nullable
    JteModel redirect(String location) {
        response.setStatus(byForm() ? HttpServletResponse.SC_SEE_OTHER : HttpServletResponse.SC_FOUND);
        response.setHeader("Location", location);
        return null;
    }
}
