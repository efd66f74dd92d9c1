package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.clients.Client;
import vouchsafe.consent.Joined;
import vouchsafe.consent.Joining;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.PublicAddress;

/**
 * Annotation clients. They open the page in a popup, and the answer goes to the window that opened it
 * ({@code response_mode=web_message}), or by redirect.
 */
final class AnnotationAuthorization implements AuthorizationDialect {
    private final StaticTemplates templates = new StaticTemplates();
    private final AuthorizationRequests requests;
    private final Joining joining;
    private final PublicAddress address;
    private final AnswerDelivery redirect;
    private final PopupDelivery popup;

    AnnotationAuthorization(
            AuthorizationRequests requests,
            Joining joining,
            PublicAddress address,
            AnswerDelivery redirect,
            PopupDelivery popup) {
        this.requests = requests;
        this.joining = joining;
        this.address = address;
        this.redirect = redirect;
        this.popup = popup;
    }

    @Override
    public AuthorizationCheck check(AuthorizationVisit visit) {
        return switch (requests.check(new Parameters(visit.parameters()), PopupRules.RULES)) {
            case AuthorizationCheck.Shown shown -> shown;
            // Such apps are told an error only in answer to the form, and never in a popup.
            case AuthorizationCheck.Redirected error ->
                visit.browser().byForm() && !inPopup(visit) ? error : shown(error.error(), error.client());
            case AuthorizationCheck.Accepted accepted -> check(visit, accepted);
        };
    }

    /** Whether what was accepted may be asked here. */
    private static AuthorizationCheck check(AuthorizationVisit visit, AuthorizationCheck.Accepted accepted) {
        Client client = accepted.request().client();
        if (client.kind() == Client.Kind.PROJECT) {
            // Projects have an authorization page of their own, which shows more about them.
            return shown(PopupRules.RULES.unknownClient(), client);
        }
        if (inPopup(visit) && accepted.request().prompts().contains("none")) {
            String why = "A popup can't answer prompt=none.";
            return shown(new OAuthError("invalid_request", why, 400, why), client);
        }
        if (inPopup(visit) && PopupDelivery.origin(accepted.request()).isEmpty()) {
            String why = "A popup can only answer an app with a web address as redirect URL.";
            return shown(new OAuthError("invalid_request", why, 400, why), client);
        }
        return accepted;
    }

    private static AuthorizationCheck shown(OAuthError error, Client client) {
        return new AuthorizationCheck.Shown(error, Optional.of(client));
    }

    private static boolean inPopup(AuthorizationVisit visit) {
        return visit.asks("response_mode", "web_message");
    }

    @Override
    public AppQuestion question(AuthorizationVisit visit, AuthorizationRequest asked) {
        return new AppQuestion(visit, asked, Optional.empty());
    }

    /** The address comes along whole, as such clients' tests read it; the sign-in page takes only addresses of this server. */
    @Override
    public String signIn(AuthorizationVisit visit, String path, String note) {
        String next = URLEncoder.encode(address.url(path), StandardCharsets.UTF_8);
        return (visit.asks("action", "signup") ? "/signup" : "/login") + "?next=" + next + "&for_oauth=True";
    }

    /** A popup is a page, so nothing in it can be silent; that is refused before. */
    @Override
    public boolean silent(AppQuestion question) {
        return question.asked().prompts().contains("none");
    }

    @Override
    public Optional<Joined.Yes> unasked(Credentials credentials, AppQuestion question) {
        return joining.trusted(credentials, question.asked());
    }

    @Override
    public JteModel page(AppQuestion question, ConsentView shown, String warning) {
        AuthorizationVisit visit = question.visit();
        String settings = inPopup(visit) ? popup.canceled(question.asked()) : "";
        return templates.authorizePopupConsent(visit.browser().page(), shown, visit.address(), warning, settings);
    }

    @Override
    public boolean refused(AuthorizationVisit visit) {
        return visit.inForm("cancel");
    }

    /** The next page that such a member opens is the app's. */
    @Override
    public void joined(AppQuestion question) {}

    @Override
    public AnswerDelivery delivery(AuthorizationVisit visit) {
        return inPopup(visit) ? popup : redirect;
    }

    @Override
    public JteModel error(ConsentVisit visit, OAuthError error) {
        return templates.authorizePopupError(visit.page(), error);
    }
}
