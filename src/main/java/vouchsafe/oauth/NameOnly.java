package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/**
 * A name without proof ({@code none} in metadata), which is enough for a public client.
 *
 * @param clientId the name; null where the request has none
 */
public record NameOnly(@Nullable String clientId) implements ClientProof {

    @Override
    public Optional<String> claimedClientId() {
        return Optional.ofNullable(clientId);
    }

    @Override
    public Optional<String> objection(Client client) {
        return client.confidential() ? Optional.of("no client secret was sent") : Optional.empty();
    }
}
