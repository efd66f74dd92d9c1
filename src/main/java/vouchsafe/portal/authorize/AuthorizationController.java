package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
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
import vouchsafe.sharing.Joined;
import vouchsafe.sharing.Joining;
import vouchsafe.web.BadRequest;
import vouchsafe.web.ContentPolicy;
import vouchsafe.web.FormBody;
import vouchsafe.web.Page;
import vouchsafe.web.PageArguments;

/**
 * The authorization endpoint (RFC 6749 section 3.1), for every dialect that answers by redirect. The request is always read
 * from the URL's query; the form adds only the member's answer.
 */
@Controller
final class AuthorizationController {
    private static final String OPEN_HUMANS = "/direct-sharing/projects/oauth2/authorize/";
    private static final String STANDARD = "/oauth2/authorize/";

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
    @GetMapping({OPEN_HUMANS, STANDARD})
    @Nullable
    JteModel ask(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (check(request)) {
            case AuthorizationCheck.Shown shown -> show(page, response, shown);
            case AuthorizationCheck.Redirected redirected ->
                member == null
                        ? signInFirst("Please log in or sign up to go on to the app that sent you", request, response)
                        : tell(response, redirected);
            case AuthorizationCheck.Accepted(AuthorizationRequest accepted) ->
                askOrAnswer(page, member, accepted, request, response);
        };
    }

    private @Nullable JteModel askOrAnswer(
            Page page,
            @Nullable SignedInMember member,
            AuthorizationRequest asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Project> project = projects.byClient(asked.client().id());
        if (project.isPresent() && !project.get().active()) {
            return redirect(response, HttpServletResponse.SC_FOUND, "/direct-sharing/authorize-inactive/");
        }
        boolean silent = asked.prompts().contains("none");
        if (member == null) {
            return silent
                    ? redirect(response, HttpServletResponse.SC_FOUND, responses.needsPerson(asked, "login_required"))
                    : signInFirst(whoAsks(asked, project), request, response);
        }
        Optional<Secret> code = mustAsk(asked, request)
                ? Optional.empty()
                : joining.alreadyAgreed(member.id(), asked, project)
                        .flatMap(grant -> joining.again(asked, grant))
                        .map(Joined.Yes::code);
        if (code.isPresent()) {
            return redirect(response, HttpServletResponse.SC_FOUND, granted(asked, code.get(), request));
        }
        return silent
                ? redirect(response, HttpServletResponse.SC_FOUND, responses.needsPerson(asked, "consent_required"))
                : consent(page, member, asked, project, "", request);
    }

    /** Takes the member's answer. */
    @PostMapping({OPEN_HUMANS, STANDARD})
    @Nullable
    JteModel answer(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (check(request)) {
            case AuthorizationCheck.Shown shown -> show(page, response, shown);
            case AuthorizationCheck.Redirected redirected ->
                member == null
                        ? signInFirst("Please log in or sign up to go on to the app that sent you", request, response)
                        : tell(response, redirected);
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) -> {
                if (member == null) {
                    Optional<Project> project = projects.byClient(asked.client().id());
                    yield signInFirst(whoAsks(asked, project), request, response);
                }
                yield decide(
                        page,
                        member,
                        asked,
                        seal,
                        inForm(request, "allow"),
                        inForm(request, "hide-membership"),
                        request,
                        response);
            }
        };
    }

    private @Nullable JteModel decide(
            Page page,
            SignedInMember member,
            AuthorizationRequest asked,
            String seal,
            boolean allowed,
            boolean hidden,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Project> project = projects.byClient(asked.client().id());
        int version = Joining.version(project);
        if (!consentPage.fits(seal, member, version, request)) {
            return consent(
                    page,
                    member,
                    asked,
                    project,
                    "This page had changed or was too old, so nothing was done. "
                            + "Please read it again and answer once more.",
                    request);
        }
        waiting.answered(request);
        if (!allowed) {
            return redirect(response, HttpServletResponse.SC_SEE_OTHER, responses.denied(asked));
        }
        return switch (joining.agree(member.id(), asked, version, hidden)) {
            case Joined.Yes(Grant grant, Secret code) -> {
                PageArguments.flash(
                        request,
                        "You have successfully joined the project \""
                                + project.map(Project::name)
                                        .orElse(asked.client().name()) + "\".");
                yield redirect(response, HttpServletResponse.SC_SEE_OTHER, granted(asked, code, request));
            }
            case Joined.NotActive notActive ->
                redirect(response, HttpServletResponse.SC_SEE_OTHER, "/direct-sharing/authorize-inactive/");
            case Joined.Full(Project full, int cap) -> {
                response.setStatus(HttpServletResponse.SC_FORBIDDEN);
                yield templates.authorizeFull(page, full, cap);
            }
            case Joined.Changed changed ->
                consent(
                        page,
                        member,
                        asked,
                        projects.byClient(asked.client().id()),
                        "What is asked for changed while you were reading. Please read it again.",
                        request);
        };
    }

    private JteModel consent(
            Page page,
            SignedInMember member,
            AuthorizationRequest asked,
            Optional<Project> project,
            String warning,
            HttpServletRequest request) {
        ContentPolicy.allowFormTarget(request, URI.create(asked.redirectUri()));
        return templates.authorizeConsent(
                page, consentPage.of(member, asked, project, request), action(request), warning);
    }

    private AuthorizationCheck check(HttpServletRequest request) {
        try {
            return requests.check(new Parameters(FormBody.decode(request.getQueryString())));
        } catch (BadRequest malformed) {
            return new AuthorizationCheck.Shown(
                    new OAuthError("invalid_request", malformed.explanation(), 400, malformed.explanation()),
                    Optional.empty());
        }
    }

    private JteModel show(Page page, HttpServletResponse response, AuthorizationCheck.Shown shown) {
        OAuthError error = shown.error();
        shown.client().ifPresent(client -> note(client, error));
        response.setStatus(error.status());
        return templates.authorizeError(page, error);
    }

    private void note(Client client, OAuthError error) {
        requestLog.refused(client.id(), "authorize", error.status(), error.code(), error.detail());
    }

    private @Nullable JteModel tell(HttpServletResponse response, AuthorizationCheck.Redirected error) {
        note(error.client(), error.error());
        return redirect(
                response,
                HttpServletResponse.SC_FOUND,
                responses.refused(error.redirectUri(), error.state(), error.error()));
    }

    private String granted(AuthorizationRequest asked, Secret code, HttpServletRequest request) {
        if (!request.getRequestURI().equals(OPEN_HUMANS)) {
            return responses.granted(asked, code, Map.of());
        }
        String query = "&" + request.getQueryString() + "&";
        String origin = query.contains("&origin=open-humans&") ? "open-humans" : "external";
        return responses.granted(asked, code, Map.of("origin", origin));
    }

    /** What Open Humans apps send to be asked every time, and what OpenID Connect clients send. */
    private static boolean mustAsk(AuthorizationRequest asked, HttpServletRequest request) {
        return asked.prompts().contains("consent")
                || ("&" + request.getQueryString() + "&").contains("&approval_prompt=force&");
    }

    private static String action(HttpServletRequest request) {
        return request.getRequestURI() + "?" + request.getQueryString();
    }

    /** The member's answer counts, not one that the app wrote into the address: servlets mix the two. */
    private static boolean inForm(HttpServletRequest request, String name) {
        String[] given = request.getParameterValues(name);
        return given != null && given.length > inAddress(request, name);
    }

    private static int inAddress(HttpServletRequest request, String name) {
        try {
            return FormBody.decode(request.getQueryString())
                    .getOrDefault(name, List.of())
                    .size();
        } catch (BadRequest malformed) {
            return Integer.MAX_VALUE;
        }
    }

    /** The request waits in the browser's session, so that neither its length nor another tab can break it. */
    private @Nullable JteModel signInFirst(String note, HttpServletRequest request, HttpServletResponse response) {
        return redirect(response, HttpServletResponse.SC_FOUND, waiting.signInFirst(request, note));
    }

    private static String whoAsks(AuthorizationRequest asked, Optional<Project> project) {
        String name = project.map(Project::name).orElse(asked.client().name());
        return "Please log in or sign up to authorize \"" + name + "\"";
    }

    private static @Nullable JteModel redirect(HttpServletResponse response, int status, String location) {
        response.setStatus(status);
        response.setHeader("Location", location);
        return null;
    }
}
