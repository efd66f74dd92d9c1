package vouchsafe.oauth;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.BasicCredentials;

/**
 * How a caller says which client it is.
 *
 * @param clientId as given; null where nothing was given
 * @param secret as given; null where none was
 */
public record ClientCredentials(
        @Nullable String clientId, @Nullable String secret) {

    /**
     * From the header or the form: one way of authentication a request, never two (RFC 6749 section 2.3).
     *
     * @param header the value of {@code Authorization}, of whatever scheme; null where there is none
     * @throws BadRequest where the two say different things, or the header can't be decoded
     */
    public static ClientCredentials read(@Nullable String header, Parameters form) throws BadRequest {
        Optional<BasicCredentials> basic = BasicCredentials.read(header);
        Optional<String> clientId = form.get("client_id");
        Optional<String> secret = form.get("client_secret");
        if (basic.isEmpty()) {
            return new ClientCredentials(clientId.orElse(null), secret.orElse(null));
        }
        if (secret.isPresent()) {
            throw new BadRequest(
                    400, "Send the client secret in the Authorization header or in the body, not in both.");
        }
        if (clientId.isPresent() && !clientId.get().equals(basic.get().user())) {
            throw new BadRequest(400, "client_id in the body is not the one in the Authorization header.");
        }
        return new ClientCredentials(basic.get().user(), basic.get().password());
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + clientId + "]";
    }
}
