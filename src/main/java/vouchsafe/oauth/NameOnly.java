package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;

/**
 * A client that says who it is and shows nothing for it ({@code none} in metadata): enough for a public one.
 *
 * @param clientId the name; null where not even that was said
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
