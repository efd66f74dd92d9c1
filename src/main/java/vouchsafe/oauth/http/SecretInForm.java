package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.SecretProof;

/** The client's secret as a parameter of the form, and its id as another. */
final class SecretInForm implements ClientAuthenticationMethod {
    private final Clients clients;

    SecretInForm(Clients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "client_secret_post";
    }

    @Override
    public String place() {
        return "the body";
    }

    @Override
    public Optional<ClientProof> read(HttpServletRequest request, Parameters form) {
        return form.get("client_secret")
                .<ClientProof>map(
                        secret -> new SecretProof(clients, form.get("client_id").orElse(null), secret));
    }
}
