package vouchsafe.portal.authorize;

import gg.jte.models.runtime.JteModel;
import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.consent.Joined;
import vouchsafe.oauth.AuthorizationCheck;
import vouchsafe.oauth.AuthorizationRequest;
import vouchsafe.oauth.OAuthError;

/**
 * What one kind of apps expects of the authorization endpoint: which requests it takes, whom it asks, how its pages look and
 * how an answer gets back. The order of the steps is not a dialect's affair ({@link AuthorizationController}).
 */
interface AuthorizationDialect {

    /** Checks the request by this dialect's rules. */
    AuthorizationCheck check(AuthorizationVisit visit);

    /** The checked request with the project it is for. */
    AppQuestion question(AuthorizationVisit visit, AuthorizationRequest asked);

    /**
     * The path of the sign-in page, with a query, from which a person comes back here.
     *
     * @param address where they come back to: a path with its query
     * @param note a sentence for the person who is to sign in, where the page shows one
     */
    String signIn(AuthorizationVisit visit, String address, String note);

    /** Whether the app wants an answer now or an error, and no page. */
    boolean silent(AppQuestion question);

    /** The code for which the member need not be asked: they agreed before, or the operator trusts the app. */
    Optional<Joined.Yes> unasked(Credentials credentials, AppQuestion question);

    /** The page that asks. */
    JteModel page(AppQuestion question, ConsentView shown, String warning);

    /** Whether the member's answer is no. */
    boolean refused(AuthorizationVisit visit);

    /** Takes note of a member's yes, after which the answer is delivered. */
    void joined(AppQuestion question);

    /** The way in which this request is answered. */
    AnswerDelivery delivery(AuthorizationVisit visit);

    /** The page of an error that the app is not told. */
    JteModel error(ConsentVisit visit, OAuthError error);
}
