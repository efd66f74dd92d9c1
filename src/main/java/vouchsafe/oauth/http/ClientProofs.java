package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.NameOnly;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;

/**
 * Finds the proof that a request carries of its client, in one way of authentication and never two (RFC 6749 section 2.3).
 */
public final class ClientProofs {
    private final List<ClientAuthenticationMethod> methods;

    /** Looks for these methods; a request that uses none of them carries a name at most. */
    public ClientProofs(List<ClientAuthenticationMethod> methods) {
        this.methods = List.copyOf(methods);
    }

    /** The names of all ways, as metadata has them. */
    public List<String> methods() {
        return Stream.concat(methods.stream().map(ClientAuthenticationMethod::name), Stream.of("none"))
                .toList();
    }

    /**
     * The proof in the request, still unchecked.
     *
     * @throws BadRequest where two ways are used at once, or the form names another client than the proof does
     */
    public ClientProof read(HttpServletRequest request, Parameters form) throws BadRequest {
        ClientAuthenticationMethod used = null;
        ClientProof shown = null;
        String inHeader = null;
        for (ClientAuthenticationMethod method : methods) {
            Optional<ClientProof> proof = method.read(request, form);
            if (proof.isEmpty()) {
                continue;
            }
            if (proof.get() instanceof NameOnly name) {
                // A place for a secret without one in it is as if it were left out.
                inHeader = name.clientId();
                continue;
            }
            if (used != null) {
                throw new BadRequest(
                        400,
                        "Send the client secret in " + used.place() + " or in " + method.place() + ", not in both.");
            }
            used = method;
            shown = proof.get();
        }
        Optional<String> named = form.get("client_id");
        if (named.isPresent() && inHeader != null && !named.get().equals(inHeader)) {
            throw new BadRequest(400, "client_id in the body is not the one in the Authorization header.");
        }
        if (used == null || shown == null) {
            return new NameOnly(named.orElse(inHeader));
        }
        if (named.isPresent() && !named.equals(shown.claimedClientId())) {
            throw new BadRequest(400, "client_id in the body is not the one in " + used.place() + ".");
        }
        return shown;
    }
}
