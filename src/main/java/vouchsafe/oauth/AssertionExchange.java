package vouchsafe.oauth;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.GrantTypes;

/** Turns a third party's assertion about one of its users into tokens (RFC 7523 section 2.1). The signature is the proof. */
final class AssertionExchange {
    private final Clients clients;
    private final Assertions assertions;
    private final UsedAssertions used;
    private final VouchedSignIns signIns;
    private final TransactionTemplate transactions;

    AssertionExchange(
            Clients clients,
            Assertions assertions,
            UsedAssertions used,
            VouchedSignIns signIns,
            TransactionTemplate transactions) {
        this.clients = clients;
        this.assertions = assertions;
        this.used = used;
        this.signIns = signIns;
        this.transactions = transactions;
    }

    TokenResult exchange(Parameters parameters, Instant now) {
        Optional<String> text = parameters.get("assertion");
        if (text.isEmpty()) {
            return new TokenResult.Refused(OAuthError.invalidRequest("Missing assertion."), Optional.empty());
        }
        Client client = null;
        try {
            Assertions.Unchecked assertion = assertions.parse(text.get());
            client = issuer(assertion.issuer());
            List<byte[]> keys = clients.assertionKeys(client);
            if (keys.isEmpty()) {
                throw new Assertions.Refused(new OAuthError(
                        "invalid_client", "Client is invalid.", 401, "the client has no secret that signs assertions"));
            }
            return take(client, assertions.check(assertion, keys, now), now);
        } catch (VouchedSignIns.Ended ended) {
            String description = "Grant token subject (sub) could not be found.";
            return new TokenResult.Refused(
                    OAuthError.invalidGrant(description, "the account or the client was ended meanwhile"),
                    Optional.ofNullable(client));
        } catch (Assertions.Refused refused) {
            return new TokenResult.Refused(refused.error(), Optional.ofNullable(client));
        }
    }

    private Client issuer(String clientId) throws Assertions.Refused {
        Client client = clients.byClientId(clientId)
                .filter(Client::usable)
                .orElseThrow(() -> new Assertions.Refused(OAuthError.invalidClient("no client is called as iss says")));
        if (!client.grantTypes().contains(GrantTypes.JWT_BEARER)) {
            throw new Assertions.Refused(
                    OAuthError.unauthorizedClient("This client may not use " + GrantTypes.JWT_BEARER + "."));
        }
        return client;
    }

    /** Used up and turned into tokens in one transaction, so that it is lost or taken, never half of each. */
    private TokenResult take(Client client, Assertions.Checked assertion, Instant now) throws Assertions.Refused {
        var member = signIns.member(client, assertion.subject());
        return Objects.requireNonNull(transactions.execute(status -> {
            @Nullable String jti = assertion.jti();
            if (jti != null && !used.use(client.id(), jti, assertion.expiresAt().plus(Assertions.LEEWAY), now)) {
                String description = "Grant token was used before.";
                return TokenEndpoint.refused(client, OAuthError.invalidGrant(description, description));
            }
            return signIns.begin(client, member, now);
        }));
    }
}
