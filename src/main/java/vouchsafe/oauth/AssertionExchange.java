package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.GrantTypes;
import vouchsafe.db.Transactions;

/** Turns a third party's assertion about one of its users into tokens (RFC 7523 section 2.1). The signature is the proof. */
final class AssertionExchange implements GrantHandler {
    private static final Set<String> PARAMETERS = Set.of("assertion");

    private final Clients clients;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final VouchedSignIns signIns;
    private final Transactions transactions;

    AssertionExchange(
            Clients clients,
            Assertions assertions,
            UsedAssertions used,
            VouchedSignIns signIns,
            Transactions transactions) {
        this.clients = clients;
        this.assertions = assertions;
        this.used = used;
        this.signIns = signIns;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return GrantTypes.JWT_BEARER;
    }

    @Override
    public Set<String> parameters() {
        return PARAMETERS;
    }

    @Override
    public GrantRequest read(Parameters parameters) {
        Optional<String> text = parameters.get("assertion");
        if (text.isEmpty()) {
            return new RefusedGrantRequest(OAuthError.invalidRequest("Missing assertion."));
        }
        try {
            Assertions.Unchecked assertion = assertions.parse(text.get());
            return new AssertionRequest(assertion, assertion.issuer());
        } catch (Assertions.Refused refused) {
            return new RefusedGrantRequest(refused.error());
        }
    }

    /** A request with one assertion. The issuer of the assertion is the client that sends it. */
    private final class AssertionRequest implements GrantRequest {
        private final Assertions.Unchecked assertion;
        private final String issuer;

        AssertionRequest(Assertions.Unchecked assertion, String issuer) {
            this.assertion = assertion;
            this.issuer = issuer;
        }

        /**
         * Takes the client from the assertion's issuer. The signature is the proof; it is checked at the exchange, and only
         * a registered issuer has the secret to make it.
         */
        @Override
        public Caller caller(ClientAuthentication authentication, ClientProof proof) {
            return clients.byClientId(issuer)
                    .map(authentication::admit)
                    .orElseGet(() -> new TokenResult.Refused(
                            OAuthError.invalidClient("no client is called as iss says"), Optional.empty()));
        }

        @Override
        public TokenResult exchange(Client client, Instant now) {
            try {
                return take(client, assertions.check(assertion, keys(client), now), now);
            } catch (VouchedSignIns.Ended ended) {
                return TokenEndpoint.refused(client, OAuthError.assertion(AssertionFault.About.ENDED_MEANWHILE));
            } catch (Assertions.Refused refused) {
                return TokenEndpoint.refused(client, refused.error());
            }
        }
    }

    private List<byte[]> keys(Client client) throws Assertions.Refused {
        List<byte[]> keys = clients.assertionKeys(client);
        if (keys.isEmpty()) {
            throw new Assertions.Refused(AssertionFault.About.NO_KEY);
        }
        return keys;
    }

    /** Marks the assertion as used and gives tokens for it in one transaction, so that both happen or neither does. */
    private TokenResult take(Client client, Assertions.Checked assertion, Instant now) throws Assertions.Refused {
        var member = signIns.member(client, assertion.subject());
        return transactions.call(() -> {
            @Nullable String jti = assertion.jti();
            if (jti != null && !used.use(client.id(), jti, assertion.expiresAt().plus(Assertions.LEEWAY), now)) {
                return TokenEndpoint.refused(client, OAuthError.assertion(AssertionFault.Whole.USED_BEFORE));
            }
            return signIns.begin(client, member, now);
        });
    }
}
