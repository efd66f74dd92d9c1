package vouchsafe.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import vouchsafe.Answer;
import vouchsafe.TestServer;
import vouchsafe.consent.Withdrawal;
import vouchsafe.consent.Withdrawn;
import vouchsafe.grants.Grant;
import vouchsafe.oauth.AccessTokens;

/** Members who leave. */
final class Withdrawals {
    private Withdrawals() {}

    /** The member of these tokens, which must be alive, ends the connection. */
    static Withdrawn withdraw(Answer tokens) {
        Grant grant = grant(tokens);
        return TestServer.shared().bean(Withdrawal.class).byMember(grant.memberId(), grant.id(), false);
    }

    static Grant grant(Answer tokens) {
        AccessTokens.Access access =
                TestServer.shared().bean(AccessTokens.class).check(tokens.text("access_token"));
        assertThat(access).isInstanceOf(AccessTokens.Access.Live.class);
        return ((AccessTokens.Access.Live) access).grant();
    }
}
