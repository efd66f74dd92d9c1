package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.NameOnly;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.SecretProof;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.BasicCredentials;

/** The client's id and secret as HTTP Basic; headers of other schemes are ignored. */
final class SecretInHeader implements ClientAuthenticationMethod {
    private final Clients clients;

    SecretInHeader(Clients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "client_secret_basic";
    }

    @Override
    public String place() {
        return "the Authorization header";
    }

    @Override
    public Optional<ClientProof> read(HttpServletRequest request, Parameters form) throws BadRequest {
        return BasicCredentials.read(request.getHeader("Authorization"))
                .map(basic -> basic.password().isEmpty()
                        ? new NameOnly(basic.user().isEmpty() ? null : basic.user())
                        : new SecretProof(clients, basic.user(), basic.password()));
    }
}
