package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** A browser at one of the pages that ask for consent: its request, and the frame of its page. */
record ConsentVisit(Page page, HttpServletRequest request) {

    /** Whether the browser sent the form. */
    boolean byForm() {
        return request.getMethod().equals("POST");
    }

    /**
     * The answer by redirect: 303 to a form, so that the browser forgets what was in it (RFC 9700 section 4.12), else 302.
     */
    Reply.SentOn redirect(String location) {
        return byForm() ? Reply.seeOther(location) : Reply.found(location);
    }
}
