package vouchsafe.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vouchsafe.oauth.AssertionFault;
import vouchsafe.oauth.AssertionFault.Claim;
import vouchsafe.oauth.OAuthError;

/** The sentences that servers of third parties recognise, with their codes. */
class AssertionTextTest {

    private static OAuthError worded(AssertionFault fault) {
        return AssertionText.worded(OAuthError.assertion(fault));
    }

    @Test
    void claims_are_named_and_explained() {
        assertThat(List.of(Claim.values()))
                .extracting(claim -> worded(new AssertionFault.Missing(claim)).description())
                .containsExactly(
                        "Missing claim 'iss' (issuer) from grant token.",
                        "Missing claim 'sub' (subject) from grant token.",
                        "Missing claim 'aud' (audience) from grant token.",
                        "Missing claim 'nbf' (start time) from grant token.",
                        "Missing claim 'exp' (expiry) from grant token.");
        assertThat(worded(new AssertionFault.Invalid(Claim.EXPIRY)))
                .isEqualTo(OAuthError.invalidGrant(
                        "Invalid claim 'exp' (expiry) in grant token.",
                        "Invalid claim 'exp' (expiry) in grant token."));
    }

    @Test
    void the_owner_of_the_client_reads_the_sentence_or_what_it_leaves_out() {
        String unreadable = "Invalid JWT grant token format.";
        assertThat(worded(AssertionFault.Whole.UNREADABLE)).isEqualTo(OAuthError.invalidRequest(unreadable));
        String used = "Grant token was used before.";
        assertThat(worded(AssertionFault.Whole.USED_BEFORE)).isEqualTo(OAuthError.invalidGrant(used, used));
        assertThat(worded(AssertionFault.About.ENDED_MEANWHILE))
                .isEqualTo(OAuthError.invalidGrant(
                        "Grant token subject (sub) could not be found.",
                        "the account or the client was ended meanwhile"));
        assertThat(worded(AssertionFault.About.NO_KEY))
                .isEqualTo(new OAuthError(
                        "invalid_client", "Client is invalid.", 401, "the client has no secret that signs assertions"));
    }

    @Test
    void other_errors_stay_as_they_are() {
        OAuthError other = OAuthError.invalidClient("no client_id was sent");
        assertThat(AssertionText.worded(other)).isSameAs(other);
    }
}
