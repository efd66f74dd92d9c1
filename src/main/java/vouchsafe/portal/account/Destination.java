package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.accounts.WaitingRequests.Waiting;
import vouchsafe.web.LocalPath;

/** Where a browser goes when its member has signed in: on with the request that waits, to a page here, or home. */
final class Destination {
    static final String HOME = "/account/";

    private final WaitingRequests waiting;

    Destination(WaitingRequests waiting) {
        this.waiting = waiting;
    }

    /** What to tell the person who is to sign in; empty where nothing waits. */
    String note(HttpServletRequest request, String next) {
        return find(request, next).map(Waiting::note).orElse("");
    }

    /** The path to go on with. */
    String of(HttpServletRequest request, String next) {
        return find(request, next).map(Waiting::path).orElseGet(() -> local(next));
    }

    /** The request that waits, if one does: its key, or nothing typed at all, names it. */
    Optional<Waiting> find(HttpServletRequest request, String next) {
        return next.startsWith("/") ? Optional.empty() : waiting.find(request, next);
    }

    /** The path asked for, if it is one on this server, else the account page. */
    static String local(String wanted) {
        return LocalPath.orElse(wanted, HOME);
    }
}
