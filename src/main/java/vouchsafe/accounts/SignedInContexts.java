package vouchsafe.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Finds the member behind a request. The session holds the member's id only; the member is read anew with the
 * session, so an account that was suspended a moment ago is a stranger now.
 */
final class SignedInContexts implements SecurityContextRepository {
    static final String MEMBER = "member";
    static final String SIGNED_IN_AT = "signedInAt";
    /** The {@link Credentials} of a sign-in, until the session is written; never stored. */
    static final String CREDENTIALS = "credentials";
    /** The {@link Member}, as read in one statement with the session; never stored. */
    static final String MEMBER_READ = "memberRead";

    /** However often it is used, a sign-in ends after this long. */
    private static final Duration LONGEST = Duration.ofDays(180);

    private final Members members;
    private final InstantSource clock;

    SignedInContexts(Members members, InstantSource clock) {
        this.members = members;
        this.clock = clock;
    }

    static Authentication authentication(Member member) {
        String[] roles = {
            "ROLE_MEMBER",
            member.emailVerified() ? "ROLE_VERIFIED" : "ROLE_MEMBER",
            member.administrator() ? "ROLE_ADMINISTRATOR" : "ROLE_MEMBER",
            member.reviewer() || member.administrator() ? "ROLE_REVIEWER" : "ROLE_MEMBER"
        };
        return UsernamePasswordAuthenticationToken.authenticated(
                SignedInMember.of(member), null, AuthorityUtils.createAuthorityList(roles));
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(request);
    }

    @Override
    @SuppressWarnings("deprecation") // the interface still demands it; the chain asks for the deferred one
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        Authentication authentication = context.getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInMember member) {
            HttpSession session = request.getSession();
            session.setAttribute(MEMBER, member.id().toString());
            session.setAttribute(SIGNED_IN_AT, clock.instant());
            return;
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(MEMBER);
        }
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(MEMBER) != null;
    }

    private Optional<Member> member(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null
                || !(session.getAttribute(MEMBER) instanceof String id)
                || !(session.getAttribute(SIGNED_IN_AT) instanceof Instant since)
                || !counts(since)) {
            return Optional.empty();
        }
        Optional<Member> member = session.getAttribute(MEMBER_READ) instanceof Member read
                ? Optional.of(read)
                : members.find(UUID.fromString(id));
        return member.filter(Member::active);
    }

    /** Whether a sign-in of then still counts. */
    boolean counts(Instant since) {
        return !since.plus(LONGEST).isBefore(clock.instant());
    }

    private final class Deferred implements DeferredSecurityContext {
        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = member(request)
                        .map(member -> new SecurityContextImpl(authentication(member)))
                        .orElseGet(SecurityContextImpl::new);
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
