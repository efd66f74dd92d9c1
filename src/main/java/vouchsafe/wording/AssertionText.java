package vouchsafe.wording;

import vouchsafe.oauth.AssertionFault;
import vouchsafe.oauth.OAuthError;

/** Says what is wrong with an assertion, in sentences that third parties' servers recognise at every token endpoint. */
public final class AssertionText {
    private AssertionText() {}

    /** The error in these sentences; one that is not about an assertion stays as it is. */
    public static OAuthError worded(OAuthError error) {
        AssertionFault fault = error.assertion();
        if (fault == null) {
            return error;
        }
        String text = of(fault);
        String detail = error.detail().equals(error.description()) ? text : error.detail();
        return new OAuthError(error.code(), text, error.status(), detail);
    }

    private static String of(AssertionFault fault) {
        return switch (fault) {
            case AssertionFault.Missing(AssertionFault.Claim claim) ->
                "Missing claim '" + claim.key() + "' (" + meaning(claim) + ") from grant token.";
            case AssertionFault.Invalid(AssertionFault.Claim claim) ->
                "Invalid claim '" + claim.key() + "' (" + meaning(claim) + ") in grant token.";
            case AssertionFault.Whole.UNREADABLE -> "Invalid JWT grant token format.";
            case AssertionFault.Whole.ALGORITHM -> "Invalid grant token signature algorithm.";
            case AssertionFault.Whole.SIGNATURE -> "Invalid grant token signature.";
            case AssertionFault.Whole.LASTS_TOO_LONG -> "Grant token lifetime is too long.";
            case AssertionFault.Whole.EXPIRED -> "Grant token is expired.";
            case AssertionFault.Whole.NOT_YET_VALID -> "Grant token is not yet valid.";
            case AssertionFault.Whole.USED_BEFORE -> "Grant token was used before.";
            case AssertionFault.About.UNKNOWN_SUBJECT, AssertionFault.About.ENDED_MEANWHILE ->
                "Grant token subject (sub) could not be found.";
            case AssertionFault.About.FOREIGN_SUBJECT -> "Grant token subject (sub) does not match issuer (iss).";
            case AssertionFault.About.NO_KEY -> "Client is invalid.";
        };
    }

    private static String meaning(AssertionFault.Claim claim) {
        return switch (claim) {
            case ISSUER -> "issuer";
            case SUBJECT -> "subject";
            case AUDIENCE -> "audience";
            case NOT_BEFORE -> "start time";
            case EXPIRY -> "expiry";
        };
    }
}
