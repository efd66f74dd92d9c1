package vouchsafe.openhumans;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.clients.Client;
import vouchsafe.oauth.OAuthError;

/** Tells the owner of a client why its calls were refused. */
final class RefusedCalls {
    private static final Logger log = LoggerFactory.getLogger(RefusedCalls.class);

    void note(Optional<Client> client, String endpoint, OAuthError error) {
        log.info(
                "refused endpoint={} client={} error={} detail={}",
                endpoint,
                client.map(Client::clientId).orElse("-"),
                error.code(),
                error.detail());
    }
}
