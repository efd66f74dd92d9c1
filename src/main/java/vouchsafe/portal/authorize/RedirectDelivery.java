package vouchsafe.portal.authorize;

import vouchsafe.oauth.AuthorizationResponse;
import vouchsafe.oauth.Secret;
import vouchsafe.web.pages.Reply;

/** Sends the browser to the app's redirect URI with the answer in the query (RFC 6749 section 4.1.2). */
final class RedirectDelivery implements AnswerDelivery {
    private final AuthorizationResponse responses;

    RedirectDelivery(AuthorizationResponse responses) {
        this.responses = responses;
    }

    @Override
    public Reply granted(AppQuestion question, Secret code) {
        AuthorizationVisit visit = question.visit();
        return visit.browser().redirect(responses.granted(question.asked(), code, visit.dialectsOwn()));
    }

    @Override
    public Reply denied(AppQuestion question) {
        return question.visit().browser().redirect(responses.denied(question.asked()));
    }
}
