package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.session.FindByIndexNameSessionRepository;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.web.CurrentRequest;

/** Starts, lists and ends the sessions of signed-in browsers. */
public final class BrowserSessions {
    static final int STRANGER_IDLE_SECONDS = 60 * 60;
    private static final Duration MEMBER_IDLE = Duration.ofDays(30);

    private final SignedInContexts contexts;
    private final SessionAuthenticationStrategy renewal;
    private final KnownBrowsers browsers;
    private final MemberSessions sessions;
    private final Standings standings;
    private final DurableActs acts;

    BrowserSessions(
            SignedInContexts contexts,
            SessionAuthenticationStrategy renewal,
            KnownBrowsers browsers,
            MemberSessions sessions,
            Standings standings,
            DurableActs acts) {
        this.contexts = contexts;
        this.renewal = renewal;
        this.browsers = browsers;
        this.sessions = sessions;
        this.standings = standings;
        this.acts = acts;
    }

    /**
     * Signs this browser in. The session id and the anti-forgery value change, so that neither can have been planted;
     * nothing of another member's session on the same browser is kept. The session comes to be when it is written, if the
     * credentials of this member still count then.
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
        session.setAttribute(SignedInContexts.CREDENTIALS, member.credentials());
        session.setAttribute(MemberSessions.DEVICE, Device.of(request.getHeader("User-Agent")));
        session.setAttribute(
                MemberSessions.ADDRESS,
                Objects.requireNonNullElse(CurrentRequest.get().address(), "unknown"));
        SecurityContextImpl context = new SecurityContextImpl(authentication);
        contexts.saveContext(context, request, response);
        SecurityContextHolder.setContext(context);
        browsers.remember(member.id(), response);
    }

    /** Signs this browser out: nothing of its session is left. Answers whether somebody was signed in. */
    public boolean stop(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        boolean member = false;
        if (session.getAttribute(SignedInContexts.MEMBER) instanceof String id) {
            UUID memberId = UUID.fromString(id);
            acts.record(AuditEvent.of("session.signed_out").by(memberId).to(memberId));
            member = true;
        }
        session.invalidate();
        SecurityContextHolder.clearContext();
        return member;
    }

    /** When the member of this browser last gave a password; empty for a stranger. */
    public Optional<Instant> signedInAt(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(SignedInContexts.SIGNED_IN_AT) instanceof Instant since
                ? Optional.of(since)
                : Optional.empty();
    }

    /** Where the member is signed in, latest first. */
    public List<BrowserSession> list(UUID memberId, String currentSession) {
        return sessions.list(memberId, currentSession);
    }

    /**
     * Ends one of the member's sessions; whether there was such a one.
     *
     * @throws CredentialsEnded where the one that asks was ended meanwhile
     */
    public boolean end(Credentials credentials, String handle) {
        UUID memberId = credentials.memberId();
        return sessions.find(memberId, handle)
                .map(id -> acts.call(() -> {
                    standings.end(credentials);
                    acts.record(AuditEvent.of("session.ended").by(memberId).to(memberId));
                    return sessions.end(memberId, id);
                }))
                .orElse(false);
    }

    /**
     * Ends all of the member's sessions but this one, those that are just beginning too.
     *
     * @throws CredentialsEnded where this one was ended meanwhile
     */
    public void endOthers(Credentials credentials, String currentSession) {
        UUID memberId = credentials.memberId();
        acts.run(() -> {
            standings.end(credentials);
            int ended = sessions.endOthers(memberId, currentSession);
            acts.record(AuditEvent.of("session.others_ended")
                    .by(memberId)
                    .to(memberId)
                    .with("count", Integer.toString(ended)));
        });
    }
}
