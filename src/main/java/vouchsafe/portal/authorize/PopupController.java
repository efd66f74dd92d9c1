package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.consent.Joined;
import vouchsafe.consent.Joining;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.Secret;
import vouchsafe.web.BadRequest;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;

/**
 * {@code /oauth/authorize}: the authorization endpoint of annotation clients. They open it in a popup, and the answer goes to
 * the window that opened it ({@code response_mode=web_message}), or by redirect.
 */
@Controller
final class PopupController {
    private static final String PATH = "/oauth/authorize";
    private static final String OUTDATED =
            "This page had changed or was too old, so nothing was done. Please read it again and answer once more.";

    private final StaticTemplates templates = new StaticTemplates();
    private final AuthorizationRequests requests;
    private final AuthorizationResponse responses;
    private final Joining joining;
    private final ConsentPage consentPage;
    private final PopupMessages messages;
    private final RequestLog requestLog;
    private final PublicAddress address;

    PopupController(
            AuthorizationRequests requests,
            AuthorizationResponse responses,
            Joining joining,
            ConsentPage consentPage,
            PopupMessages messages,
            RequestLog requestLog,
            PublicAddress address) {
        this.requests = requests;
        this.responses = responses;
        this.joining = joining;
        this.consentPage = consentPage;
        this.messages = messages;
        this.requestLog = requestLog;
        this.address = address;
    }

    /** Shows the app and its request, or answers at once where the operator trusts the app. */
    @GetMapping(PATH)
    @Nullable
    JteModel ask(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response)
            throws BadRequest {
        AuthorizationVisit visit = AuthorizationVisit.of(request);
        return switch (check(visit)) {
            case AuthorizationCheck.Shown(OAuthError error, var client) -> show(page, response, error, client);
            case AuthorizationCheck.Redirected error ->
                show(page, response, error.error(), Optional.of(error.client()));
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) -> {
                if (member == null) {
                    yield signInFirst(visit, response);
                }
                Optional<Joined.Yes> trusted = joining.trusted(member.credentials(), asked);
                yield trusted.isPresent()
                        ? deliver(page, asked, trusted.get().code(), visit, response)
                        : consent(page, member, asked, "", visit);
            }
        };
    }

    /** Takes the member's answer. */
    @PostMapping(PATH)
    @Nullable
    JteModel answer(
            Page page,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            @RequestParam(name = "consent_seal", defaultValue = "") String seal,
            HttpServletRequest request,
            HttpServletResponse response)
            throws BadRequest {
        AuthorizationVisit visit = AuthorizationVisit.of(request);
        return switch (check(visit)) {
            case AuthorizationCheck.Shown(OAuthError error, var client) -> show(page, response, error, client);
            case AuthorizationCheck.Redirected error ->
                popup(visit) ? show(page, response, error.error(), Optional.of(error.client())) : tell(response, error);
            case AuthorizationCheck.Accepted(AuthorizationRequest asked) ->
                member == null ? signInFirst(visit, response) : decide(page, member, asked, seal, visit, response);
        };
    }

    /** What is asked here, by whom it may be asked here. */
    private AuthorizationCheck check(AuthorizationVisit visit) {
        AuthorizationCheck check = requests.check(new Parameters(visit.parameters()), PopupRules.RULES);
        if (!(check instanceof AuthorizationCheck.Accepted(AuthorizationRequest asked))) {
            return check;
        }
        Client client = asked.client();
        if (client.kind() == Client.Kind.PROJECT) {
            // Projects have an authorization page of their own, which shows more about them.
            return new AuthorizationCheck.Shown(PopupRules.RULES.unknownClient(), Optional.of(client));
        }
        if (popup(visit) && PopupMessages.origin(asked).isEmpty()) {
            String why = "A popup can only answer an app with a web address as redirect URL.";
            return new AuthorizationCheck.Shown(invalid(why), Optional.of(client));
        }
        return check;
    }

    private Optional<Joined.Yes> agree(SignedInMember member, AuthorizationRequest asked) {
        Joined joined = joining.agree(member.credentials(), asked, Joining.version(Optional.empty()), false);
        return joined instanceof Joined.Yes yes ? Optional.of(yes) : Optional.empty();
    }

    private @Nullable JteModel decide(
            Page page,
            SignedInMember member,
            AuthorizationRequest asked,
            String seal,
            AuthorizationVisit visit,
            HttpServletResponse response) {
        if (!consentPage.fits(seal, member, Joining.version(Optional.empty()), visit)) {
            return consent(page, member, asked, OUTDATED, visit);
        }
        if (visit.inForm("cancel")) {
            return popup(visit)
                    ? templates.authorizePopupDone(page, messages.canceled(asked), false)
                    : seeOther(response, responses.denied(asked));
        }
        Optional<Joined.Yes> agreed = agree(member, asked);
        return agreed.isPresent()
                ? deliver(page, asked, agreed.get().code(), visit, response)
                : consent(page, member, asked, OUTDATED, visit);
    }

    private JteModel consent(
            Page page, SignedInMember member, AuthorizationRequest asked, String warning, AuthorizationVisit visit) {
        ContentPolicy.allowFormTarget(visit.request(), URI.create(asked.redirectUri()));
        ConsentView shown = consentPage.of(member, asked, Optional.empty(), visit);
        String settings = popup(visit) ? messages.canceled(asked) : "";
        return templates.authorizePopupConsent(page, shown, visit.address(), warning, settings);
    }

    private @Nullable JteModel deliver(
            Page page,
            AuthorizationRequest asked,
            Secret code,
            AuthorizationVisit visit,
            HttpServletResponse response) {
        if (popup(visit)) {
            return templates.authorizePopupDone(page, messages.granted(asked, code), true);
        }
        String location = responses.granted(asked, code, Map.of());
        if (visit.request().getMethod().equals("POST")) {
            return seeOther(response, location);
        }
        return redirect(response, HttpServletResponse.SC_FOUND, location);
    }

    private static OAuthError invalid(String why) {
        return new OAuthError("invalid_request", why, 400, why);
    }

    private static boolean popup(AuthorizationVisit visit) {
        return visit.parameters().getOrDefault("response_mode", List.of()).contains("web_message");
    }

    /** The address comes along whole, as such clients' tests read it; the sign-in page takes only addresses of this server. */
    private @Nullable JteModel signInFirst(AuthorizationVisit visit, HttpServletResponse response) {
        boolean newcomer = visit.parameters().getOrDefault("action", List.of()).contains("signup");
        String next = URLEncoder.encode(address.url(visit.address()), StandardCharsets.UTF_8);
        return redirect(
                response,
                HttpServletResponse.SC_FOUND,
                (newcomer ? "/signup" : "/login") + "?next=" + next + "&for_oauth=True");
    }

    /** Answers an address that can't be decoded. */
    @ExceptionHandler
    JteModel unreadable(BadRequest malformed, HttpServletRequest request, HttpServletResponse response) {
        return show(PageArguments.page(request), response, invalid(malformed.explanation()), Optional.empty());
    }

    private @Nullable JteModel tell(HttpServletResponse response, AuthorizationCheck.Redirected error) {
        note(error.client(), error.error());
        return seeOther(response, responses.refused(error.redirectUri(), error.state(), error.error()));
    }

    private void note(Client client, OAuthError error) {
        requestLog.refused(client.id(), "authorize", error.status(), error.code(), error.detail());
    }

    private JteModel show(Page page, HttpServletResponse response, OAuthError error, Optional<Client> client) {
        client.ifPresent(known -> note(known, error));
        response.setStatus(error.status());
        return templates.authorizePopupError(page, error);
    }

    private static @Nullable JteModel seeOther(HttpServletResponse response, String location) {
        return redirect(response, HttpServletResponse.SC_SEE_OTHER, location);
    }

    private static @Nullable JteModel redirect(HttpServletResponse response, int status, String location) {
        response.setStatus(status);
        response.setHeader("Location", location);
        return null;
    }
}
