package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.accounts.WaitingRequests.Waiting;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.LocalPath;

/** Decides the way of a browser after its member has signed in: on with the request that waits, to a page here, or home. */
final class Destination {
    static final String HOME = "/account/";

    private static final String LOST = "The request of the app that sent you here is not kept any more."
            + " Sign in, then go back to the app and start there again.";

    private final WaitingRequests waiting;

    Destination(WaitingRequests waiting) {
        this.waiting = waiting;
    }

    /** The way on from the page of this request. Where it may end at an app, the page's policy lets its form go there. */
    Way way(HttpServletRequest request, String next) {
        Optional<Waiting> found = next.startsWith("/") ? waiting.at(request, next) : waiting.find(request, next);
        String path = found.map(Waiting::path).orElseGet(() -> local(next));
        if (!path.equals(HOME)) {
            ContentPolicy.letFormsLeave(request);
        }
        boolean lost = found.isEmpty() && !next.isEmpty() && !next.startsWith("/");
        return new Way(path, found.map(Waiting::note).orElse(lost ? LOST : ""));
    }

    /** Remembers that the member is on this way, for links in mails, which bring none along. */
    void take(HttpServletRequest request, String next) {
        waiting.prefer(request, next);
    }

    /** The path to go on with. */
    String of(HttpServletRequest request, String next) {
        return find(request, next).map(Waiting::path).orElseGet(() -> local(next));
    }

    /** The request that waits, if one does; it is named by its key, or meant where no path is given. */
    Optional<Waiting> find(HttpServletRequest request, String next) {
        return next.startsWith("/") ? Optional.empty() : waiting.find(request, next);
    }

    /** The wanted path, if it is one on this server, else the account page. */
    static String local(String wanted) {
        return LocalPath.orElse(wanted, HOME);
    }
}
