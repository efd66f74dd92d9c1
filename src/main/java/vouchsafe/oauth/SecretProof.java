package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.crypto.Digests;

/** A client secret from the header or the body of a request (RFC 6749 section 2.3.1). */
public final class SecretProof implements ClientProof {
    private final Clients clients;
    private final @Nullable String clientId;
    private final String secret;

    /**
     * A proof with the secret as it was sent.
     *
     * @param clientId the name sent with it; null where there was none
     */
    public SecretProof(Clients clients, @Nullable String clientId, String secret) {
        this.clients = clients;
        this.clientId = clientId;
        this.secret = secret;
    }

    @Override
    public Optional<String> claimedClientId() {
        return Optional.ofNullable(clientId);
    }

    @Override
    public Optional<String> objection(Client client) {
        if (!client.confidential()) {
            return Optional.of("a public client has no secret, yet one was sent");
        }
        return clients.authenticate(client, secret)
                ? Optional.empty()
                : Optional.of("the client secret is wrong or has ended");
    }

    @Override
    public void pretendToCheck() {
        Digests.sha256(secret);
    }

    @Override
    public String toString() {
        return "SecretProof[" + clientId + "]";
    }
}
