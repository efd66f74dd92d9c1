package vouchsafe.portal.authorize;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;
import vouchsafe.accounts.SignedInBrowser;
import vouchsafe.accounts.SignedInBrowsers;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageViews;
import vouchsafe.web.pages.Reply;

/**
 * Answers the authorization request of a signed-in member who agreed before, which is what most of them are: by the checks of
 * {@link AuthorizationController}, in their order, but before the filters and the dispatcher of pages, which cost several
 * times as much. Every other request goes on to the page untouched, even where a check here says no: the page words it.
 * Nothing but a code under a standing consent is begun here.
 */
final class StandingConsents extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Set<String> DOORS = Set.of(AuthorizationVisit.OPEN_HUMANS, AuthorizationVisit.STANDARD);

    private final transient StandardAuthorization standard;
    private final transient SignedInBrowsers browsers;
    private final transient InstantSource clock;
    private final boolean overTls;
    private final LongAdder answered = new LongAdder();

    StandingConsents(
            StandardAuthorization standard, SignedInBrowsers browsers, PublicAddress address, InstantSource clock) {
        this.standard = standard;
        this.browsers = browsers;
        this.clock = clock;
        this.overTls = address.secure();
    }

    /** How many requests were answered here since the start. */
    long answered() {
        return answered.sum();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!plain(request)) {
            chain.doFilter(request, response);
            return;
        }
        // Says which door it is, here and in the figures.
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, request.getRequestURI());
        Optional<Reply> answer = answer(request);
        if (answer.isEmpty()) {
            request.removeAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            chain.doFilter(request, response);
            return;
        }
        answered.increment();
        writePageHeaders(request, response);
        PageViews.write(answer.get(), request, response);
    }

    /**
     * Whether it is what a browser sends that follows a link: to the address as it is written, without a body, and not from a
     * script.
     */
    private static boolean plain(HttpServletRequest request) {
        return DOORS.contains(request.getRequestURI())
                && request.getMethod().equals("GET")
                && request.getHeader("Cookie") != null
                && request.getHeader("Origin") == null
                && request.getHeader("Content-Type") == null
                && request.getHeader("Content-Length") == null
                && request.getHeader("Transfer-Encoding") == null
                && named(request.getQueryString());
    }

    /** Whether every value has a name: the servlet container, which reads parameters for the page, refuses others. */
    private static boolean named(@Nullable String query) {
        return query != null && !query.startsWith("=") && !query.contains("&=");
    }

    private Optional<Reply> answer(HttpServletRequest request) {
        Page none = new Page(request.getRequestURI(), null, Optional.empty(), Optional.empty());
        AuthorizationVisit visit;
        try {
            visit = AuthorizationVisit.of(new ConsentVisit(none, request));
        } catch (BadRequest malformed) {
            return Optional.empty();
        }
        return standard.check(visit) instanceof AuthorizationCheck.Accepted accepted
                ? answer(standard.question(visit, accepted.request()))
                : Optional.empty();
    }

    private Optional<Reply> answer(AppQuestion question) {
        AuthorizationVisit visit = question.visit();
        if (question.inactive()) {
            return Optional.empty();
        }
        Optional<SignedInBrowser> browser = browsers.of(visit.request())
                .filter(found -> question.asked().content(found.signedInAt(), clock.instant()));
        return browser.flatMap(found -> standard.standing(found.credentials(), question))
                .map(yes -> standard.delivery(visit).granted(question, yes.code()));
    }

    /** What the security chain writes for every page ({@code StandingConsentsTest} compares). */
    private void writePageHeaders(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-XSS-Protection", "0");
        response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "0");
        if (overTls) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        ContentPolicy.write(request, response);
    }
}
