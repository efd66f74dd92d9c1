package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.consent.Joined;
import vouchsafe.consent.Joining;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.AuthorizationRequests;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.PageArguments;

/** Apps of projects and apps of members, by the RFCs' rules and Open Humans' additions. All are answered by redirect. */
final class StandardAuthorization implements AuthorizationDialect {
    private final StaticTemplates templates = new StaticTemplates();
    private final AuthorizationRequests requests;
    private final Projects projects;
    private final Joining joining;
    private final WaitingRequests waiting;
    private final AnswerDelivery redirect;

    StandardAuthorization(
            AuthorizationRequests requests,
            Projects projects,
            Joining joining,
            WaitingRequests waiting,
            AnswerDelivery redirect) {
        this.requests = requests;
        this.projects = projects;
        this.joining = joining;
        this.waiting = waiting;
        this.redirect = redirect;
    }

    @Override
    public AuthorizationCheck check(AuthorizationVisit visit) {
        return requests.check(new Parameters(visit.parameters()));
    }

    @Override
    public AppQuestion question(AuthorizationVisit visit, AuthorizationRequest asked) {
        return new AppQuestion(visit, asked, projects.byClient(asked.client().id()));
    }

    /** The request waits in the browser's session, so that neither its length nor another tab can break it. */
    @Override
    public String signIn(AuthorizationVisit visit, String address, String note) {
        return waiting.signInFirst(visit.request(), address, note);
    }

    @Override
    public boolean silent(AppQuestion question) {
        return question.asked().prompts().contains("none");
    }

    @Override
    public Optional<Joined.Yes> unasked(Credentials credentials, AppQuestion question) {
        return asksAnyway(question)
                ? Optional.empty()
                : again(credentials, question).or(() -> joining.trusted(credentials, question.asked()));
    }

    /** A further code under the member's standing consent, where the app does not have them asked in any case. */
    Optional<Joined.Yes> standing(Credentials credentials, AppQuestion question) {
        return asksAnyway(question) ? Optional.empty() : again(credentials, question);
    }

    /** An app may have the member asked in any case; Open Humans' way to say so is {@code approval_prompt=force}. */
    private static boolean asksAnyway(AppQuestion question) {
        return question.visit().asks("approval_prompt", "force")
                || question.asked().prompts().contains("consent");
    }

    private Optional<Joined.Yes> again(Credentials credentials, AppQuestion question) {
        AuthorizationRequest asked = question.asked();
        return joining.alreadyAgreed(credentials.memberId(), asked, question.project())
                .flatMap(grant -> joining.again(credentials, asked, grant));
    }

    @Override
    public JteModel page(AppQuestion question, ConsentView shown, String warning) {
        AuthorizationVisit visit = question.visit();
        return templates.authorizeConsent(visit.browser().page(), shown, visit.address(), warning);
    }

    @Override
    public boolean refused(AuthorizationVisit visit) {
        return !visit.inForm("allow");
    }

    @Override
    public void joined(AppQuestion question) {
        PageArguments.flash(
                question.visit().request(), "You have successfully joined the project \"" + question.name() + "\".");
    }

    @Override
    public AnswerDelivery delivery(AuthorizationVisit visit) {
        return redirect;
    }

    @Override
    public JteModel error(ConsentVisit visit, OAuthError error) {
        return templates.authorizeError(visit.page(), error);
    }
}
