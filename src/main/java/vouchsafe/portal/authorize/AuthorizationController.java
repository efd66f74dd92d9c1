package vouchsafe.portal.authorize;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.consent.Joined;
import vouchsafe.consent.Joining;
import vouchsafe.consent.NotJoined;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.oauth.OAuthError;
import vouchsafe.web.BadRequest;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.FormsOnce;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Reply;

/**
 * The authorization endpoint (RFC 6749 section 3.1), for every dialect and both ways to deliver the answer. The request is
 * always read from the URL's query; the form adds only the member's answer.
 */
@Controller
final class AuthorizationController {
    private static final String SOMEBODY_ASKS = "Please log in or sign up to go on to the app that sent you";
    private static final String CHANGED = "What is asked for changed while you were reading. Please read it again.";

    private final AuthorizationDialects dialects;
    private final ConsentFlow flow;
    private final AuthorizationResponse responses;
    private final Joining joining;
    private final WaitingRequests waiting;
    private final RequestLog requestLog;

    AuthorizationController(
            AuthorizationDialects dialects,
            ConsentFlow flow,
            AuthorizationResponse responses,
            Joining joining,
            WaitingRequests waiting,
            RequestLog requestLog) {
        this.dialects = dialects;
        this.flow = flow;
        this.responses = responses;
        this.joining = joining;
        this.waiting = waiting;
        this.requestLog = requestLog;
    }

    /** Shows who asks for what, or answers at once where there is nothing to ask. */
    @GetMapping({AuthorizationVisit.OPEN_HUMANS, AuthorizationVisit.STANDARD, AuthorizationVisit.ANNOTATIONS})
    Reply ask(Page page, @AuthenticationPrincipal @Nullable SignedInMember member, HttpServletRequest request)
            throws BadRequest {
        return checked(new ConsentVisit(page, request), member, question -> askOrAnswer(question, member));
    }

    /** Takes the member's answer. */
    @PostMapping({AuthorizationVisit.OPEN_HUMANS, AuthorizationVisit.STANDARD, AuthorizationVisit.ANNOTATIONS})
    Reply answer(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            HttpServletRequest request)
            throws BadRequest {
        return checked(new ConsentVisit(page, request), member, question -> {
            if (member == null) {
                return signInFirst(question);
            }
            return flow.signedInLately(question) ? decide(question, member, seal) : signInAgain(question);
        });
    }

    /** What comes after the checks. */
    @FunctionalInterface
    private interface Step {
        Reply go(AppQuestion question) throws BadRequest;
    }

    /** Goes on with a request that can be put to a member. An error is told to an app only once somebody has signed in. */
    private Reply checked(ConsentVisit visit, @Nullable SignedInMember member, Step then) throws BadRequest {
        AuthorizationVisit authorization = AuthorizationVisit.of(visit);
        AuthorizationDialect dialect = dialects.of(authorization);
        return switch (dialect.check(authorization)) {
            case AuthorizationCheck.Shown(OAuthError error, Optional<Client> client) -> {
                client.ifPresent(known -> note(known, error));
                yield show(visit, error);
            }
            case AuthorizationCheck.Redirected error ->
                member == null ? signInFirst(authorization, SOMEBODY_ASKS) : tell(visit, error);
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) ->
                then.go(dialect.question(authorization, asked));
        };
    }

    private Reply askOrAnswer(AppQuestion question, @Nullable SignedInMember member) throws BadRequest {
        AuthorizationVisit visit = question.visit();
        AuthorizationDialect dialect = dialects.of(visit);
        if (question.inactive()) {
            return flow.inactive(visit.browser());
        }
        boolean silent = dialect.silent(question);
        if (member == null) {
            return silent ? needsPerson(question, "login_required") : signInFirst(question);
        }
        if (!flow.signedInLately(question)) {
            return silent ? needsPerson(question, "login_required") : signInAgain(question);
        }
        Optional<Joined.Yes> unasked = dialect.unasked(member.credentials(), question);
        if (unasked.isPresent()) {
            waiting.answered(visit.request());
            return dialect.delivery(visit).granted(question, unasked.get().code());
        }
        return silent ? needsPerson(question, "consent_required") : consent(question, member, "");
    }

    private Reply decide(AppQuestion question, SignedInMember member, String seal) {
        AuthorizationVisit visit = question.visit();
        AuthorizationDialect dialect = dialects.of(visit);
        ConsentQuestion consent = question.consent();
        if (!flow.fits(seal, member, consent, visit.browser())) {
            return consent(question, member, ConsentFlow.OUTDATED);
        }
        waiting.answered(visit.request());
        if (dialect.refused(visit)) {
            return dialect.delivery(visit).denied(question);
        }
        AuthorizationRequest asked = question.asked();
        return switch (agree(question, member)) {
            case Joined.Yes yes -> {
                dialect.joined(question);
                yield dialect.delivery(visit).granted(question, yes.code());
            }
            case NotJoined why ->
                flow.notJoined(visit.browser(), why, () -> consent(dialect.question(visit, asked), member, CHANGED));
        };
    }

    /** An answer that is sent again is a further code under the consent that it gave. */
    private Joined agree(AppQuestion question, SignedInMember member) {
        AuthorizationVisit visit = question.visit();
        AuthorizationRequest asked = question.asked();
        int shown = question.consent().version();
        Optional<Joined.Yes> given = FormsOnce.sentBefore(visit.request())
                ? joining.onceMore(member.credentials(), asked, shown)
                : Optional.empty();
        return given.<Joined>map(yes -> yes)
                .orElseGet(() -> joining.agree(member.credentials(), asked, shown, visit.inForm("hide-membership")));
    }

    private Reply consent(AppQuestion question, SignedInMember member, String warning) {
        AuthorizationVisit visit = question.visit();
        ContentPolicy.letFormsLeave(visit.request());
        ConsentView shown = flow.view(member, question.consent(), visit.browser());
        return Reply.page(dialects.of(visit).page(question, shown, warning));
    }

    /** Answers an address that can't be decoded, and whose app is therefore unknown. */
    @ExceptionHandler
    Reply unreadable(BadRequest malformed, HttpServletRequest request) {
        OAuthError error =
                new OAuthError("invalid_request", malformed.explanation(), malformed.status(), malformed.explanation());
        return show(new ConsentVisit(PageArguments.page(request), request), error);
    }

    private Reply show(ConsentVisit visit, OAuthError error) {
        return Reply.page(error.status(), dialects.of(visit.request()).error(visit, error));
    }

    private Reply tell(ConsentVisit visit, AuthorizationCheck.Redirected error) {
        note(error.client(), error.error());
        return visit.redirect(responses.refused(error.redirectUri(), error.state(), error.error()))
                .nothingDone();
    }

    private void note(Client client, OAuthError error) {
        requestLog.refused(client.id(), "authorize", error.status(), error.code(), error.detail());
    }

    private Reply needsPerson(AppQuestion question, String code) {
        return question.visit()
                .browser()
                .redirect(responses.needsPerson(question.asked(), code))
                .nothingDone();
    }

    private Reply signInFirst(AuthorizationVisit visit, String note) {
        return visit.browser()
                .redirect(dialects.of(visit).signIn(visit, visit.address(), note))
                .nothingDone();
    }

    private Reply signInFirst(AppQuestion question) throws BadRequest {
        return question.visit()
                .browser()
                .redirect(signInPage(question, whoAsks(question)))
                .nothingDone();
    }

    private Reply signInAgain(AppQuestion question) throws BadRequest {
        String page = signInPage(question, question.name() + " wants you to sign in again, or as somebody else.");
        return question.visit().browser().redirect(page + "&again=yes").nothingDone();
    }

    private String signInPage(AppQuestion question, String note) throws BadRequest {
        AuthorizationVisit visit = question.visit();
        return dialects.of(visit).signIn(visit, visit.addressOnceSignedIn(question.asked()), note);
    }

    private static String whoAsks(AppQuestion question) {
        return "Please log in or sign up to authorize \"" + question.name() + "\"";
    }
}
