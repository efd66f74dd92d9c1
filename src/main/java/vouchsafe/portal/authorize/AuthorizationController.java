package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
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
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.Secret;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.BadRequest;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/**
 * The authorization endpoint (RFC 6749 section 3.1), for every dialect that answers by redirect. The request is always read
 * from the URL's query; the form adds only the member's answer.
 */
@Controller
final class AuthorizationController {
    private static final String SOMEBODY_ASKS = "Please log in or sign up to go on to the app that sent you";
    private static final String OUTDATED =
            "This page had changed or was too old, so nothing was done. Please read it again and answer once more.";
    private static final String CHANGED = "What is asked for changed while you were reading. Please read it again.";

    private final StaticTemplates templates = new StaticTemplates();
    private final AuthorizationRequests requests;
    private final AuthorizationResponse responses;
    private final Projects projects;
    private final Joining joining;
    private final ConsentPage consentPage;
    private final RequestLog requestLog;
    private final WaitingRequests waiting;

    AuthorizationController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Projects projects,
            Joining joining,
            ConsentPage consentPage,
            RequestLog requestLog,
            WaitingRequests waiting) {
        this.requests = requests;
        this.responses = responses;
        this.projects = projects;
        this.joining = joining;
        this.consentPage = consentPage;
        this.requestLog = requestLog;
        this.waiting = waiting;
    }

    /** Shows who asks for what, or answers at once where there is nothing to ask. */
    @GetMapping({AuthorizationVisit.OPEN_HUMANS, AuthorizationVisit.STANDARD})
    @Nullable
    JteModel ask(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response)
            throws BadRequest {
        AuthorizationVisit visit = AuthorizationVisit.of(request);
        return switch (requests.check(new Parameters(visit.parameters()))) {
            case AuthorizationCheck.Shown shown -> show(page, response, shown);
            case AuthorizationCheck.Redirected error ->
                member == null ? signInFirst(SOMEBODY_ASKS, visit, response) : tell(response, error);
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) ->
                askOrAnswer(page, member, asked, visit, response);
        };
    }

    private @Nullable JteModel askOrAnswer(
            Page page,
            @Nullable SignedInMember member,
            AuthorizationRequest asked,
            AuthorizationVisit visit,
            HttpServletResponse response) {
        Optional<Project> project = projects.byClient(asked.client().id());
        if (project.isPresent() && !project.get().active()) {
            return found(response, "/direct-sharing/authorize-inactive/");
        }
        boolean silent = asked.prompts().contains("none");
        if (member == null) {
            return silent
                    ? found(response, responses.needsPerson(asked, "login_required"))
                    : signInFirst(whoAsks(asked, project), visit, response);
        }
        Optional<Secret> code = visit.forced() || asked.prompts().contains("consent")
                ? Optional.empty()
                : joining.alreadyAgreed(member.id(), asked, project)
                        .flatMap(grant -> joining.again(member.credentials(), asked, grant))
                        .or(() -> joining.trusted(member.credentials(), asked))
                        .map(Joined.Yes::code);
        if (code.isPresent()) {
            return found(response, responses.granted(asked, code.get(), visit.dialectsOwn()));
        }
        return silent
                ? found(response, responses.needsPerson(asked, "consent_required"))
                : consent(page, member, asked, "", visit);
    }

    /** Takes the member's answer. */
    @PostMapping({AuthorizationVisit.OPEN_HUMANS, AuthorizationVisit.STANDARD})
    @Nullable
    JteModel answer(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws BadRequest {
        AuthorizationVisit visit = AuthorizationVisit.of(request);
        return switch (requests.check(new Parameters(visit.parameters()))) {
            case AuthorizationCheck.Shown shown -> show(page, response, shown);
            case AuthorizationCheck.Redirected error ->
                member == null ? signInFirst(SOMEBODY_ASKS, visit, response) : tell(response, error);
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) ->
                member == null
                        ? signInFirst(
                                whoAsks(asked, projects.byClient(asked.client().id())), visit, response)
                        : decide(page, member, asked, seal, visit, response);
        };
    }

    private @Nullable JteModel decide(
            Page page,
            SignedInMember member,
            AuthorizationRequest asked,
            String seal,
            AuthorizationVisit visit,
            HttpServletResponse response) {
        Optional<Project> project = projects.byClient(asked.client().id());
        int version = Joining.version(project);
        if (!consentPage.fits(seal, member, version, visit)) {
            return consent(page, member, asked, OUTDATED, visit);
        }
        waiting.answered(visit.request());
        if (!visit.inForm("allow")) {
            return redirect(response, HttpServletResponse.SC_SEE_OTHER, responses.denied(asked));
        }
        return switch (joining.agree(member.credentials(), asked, version, visit.inForm("hide-membership"))) {
            case Joined.Yes(Grant grant, Secret code) -> {
                PageArguments.flash(
                        visit.request(), "You have successfully joined the project \"" + name(asked, project) + "\".");
                yield redirect(
                        response,
                        HttpServletResponse.SC_SEE_OTHER,
                        responses.granted(asked, code, visit.dialectsOwn()));
            }
            case Joined.NotActive notActive -> Redirect.seeOther(response, "/direct-sharing/authorize-inactive/");
            case Joined.Full(Project full, int cap) -> {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                yield templates.authorizeFull(page, full, cap);
            }
            case Joined.Changed changed -> consent(page, member, asked, CHANGED, visit);
        };
    }

    private JteModel consent(
            Page page, SignedInMember member, AuthorizationRequest asked, String warning, AuthorizationVisit visit) {
        ContentPolicy.allowFormTarget(visit.request(), URI.create(asked.redirectUri()));
        Optional<Project> project = projects.byClient(asked.client().id());
        return templates.authorizeConsent(
                page, consentPage.of(member, asked, project, visit), visit.address(), warning);
    }

    /** Answers an address that can't be decoded, and whose app is therefore unknown. */
    @ExceptionHandler
    JteModel unreadable(BadRequest malformed, HttpServletRequest request, HttpServletResponse response) {
        OAuthError error =
                new OAuthError("invalid_request", malformed.explanation(), malformed.status(), malformed.explanation());
        return show(PageArguments.page(request), response, new AuthorizationCheck.Shown(error, Optional.empty()));
    }

    private JteModel show(Page page, HttpServletResponse response, AuthorizationCheck.Shown shown) {
        OAuthError error = shown.error();
        shown.client().ifPresent(client -> note(client, error));
        response.setStatus(error.status());
        return templates.authorizeError(page, error);
    }

    private @Nullable JteModel tell(HttpServletResponse response, AuthorizationCheck.Redirected error) {
        note(error.client(), error.error());
        return found(response, responses.refused(error.redirectUri(), error.state(), error.error()));
    }

    private void note(Client client, OAuthError error) {
        requestLog.refused(client.id(), "authorize", error.status(), error.code(), error.detail());
    }

    /** The request waits in the browser's session, so that neither its length nor another tab can break it. */
    private @Nullable JteModel signInFirst(String note, AuthorizationVisit visit, HttpServletResponse response) {
        return found(response, waiting.signInFirst(visit.request(), note));
    }

    private static String whoAsks(AuthorizationRequest asked, Optional<Project> project) {
        return "Please log in or sign up to authorize \"" + name(asked, project) + "\"";
    }

    private static String name(AuthorizationRequest asked, Optional<Project> project) {
        return project.map(Project::name).orElse(asked.client().name());
    }

    private static @Nullable JteModel found(HttpServletResponse response, String location) {
        return redirect(response, HttpServletResponse.SC_FOUND, location);
    }

    private static @Nullable JteModel redirect(HttpServletResponse response, int status, String location) {
        response.setStatus(status);
        response.setHeader("Location", location);
        return null;
    }
}
