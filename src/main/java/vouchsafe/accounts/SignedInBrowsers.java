package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.session.web.http.CookieSerializer;

/**
 * Finds the member behind a request without the filters of pages, for what is answered before them. Says nothing where a page
 * would do anything with the session but read who is signed in: the page does it then.
 */
public final class SignedInBrowsers {
    private static final InstantSource MACHINE = InstantSource.system();

    private final CookieSerializer cookies;
    private final KeptSessions sessions;
    private final SignedInContexts contexts;

    SignedInBrowsers(CookieSerializer cookies, KeptSessions sessions, SignedInContexts contexts) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.contexts = contexts;
    }

    /**
     * Who is signed in, by one statement for the session and its member. Empty for strangers; where the account is not in use;
     * where the session holds anything that a page may show or forget; and where its use is to be noted again.
     */
    public Optional<SignedInBrowser> of(HttpServletRequest request) {
        List<String> ids = cookies.readCookieValues(request);
        if (ids.size() != 1) {
            return Optional.empty();
        }
        KeptSession session = sessions.findById(ids.getFirst());
        if (session == null || session.holdsMore() || session.touchDue(MACHINE.instant())) {
            return Optional.empty();
        }
        Member member = session.member();
        return member != null && member.active()
                ? session.signedInAt()
                        .filter(contexts::counts)
                        .map(since -> new SignedInBrowser(member.credentials(), since))
                : Optional.empty();
    }
}
