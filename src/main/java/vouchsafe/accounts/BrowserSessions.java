package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.session.FindByIndexNameSessionRepository;

/** Starts and ends the sessions of signed-in browsers. */
public final class BrowserSessions {
    static final int STRANGER_IDLE_SECONDS = 60 * 60;
    private static final Duration MEMBER_IDLE = Duration.ofDays(30);

    private final SignedInContexts contexts;
    private final SessionAuthenticationStrategy renewal;

    BrowserSessions(SignedInContexts contexts, SessionAuthenticationStrategy renewal) {
        this.contexts = contexts;
        this.renewal = renewal;
    }

    /**
     * Signs this browser in. The session id and the anti-forgery value change, so that neither can have been planted;
     * nothing of another member's session on the same browser is kept.
     */
    public void start(Member member, HttpServletRequest request, HttpServletResponse response) {
        if (contexts.containsContext(request)) {
            request.getSession().invalidate();
        }
        Authentication authentication = SignedInContexts.authentication(member);
        renewal.onAuthentication(authentication, request, response);
        HttpSession session = request.getSession();
        session.setMaxInactiveInterval((int) MEMBER_IDLE.toSeconds());
        session.setAttribute(
                FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME,
                member.id().toString());
        SecurityContextImpl context = new SecurityContextImpl(authentication);
        contexts.saveContext(context, request, response);
        SecurityContextHolder.setContext(context);
    }
}
