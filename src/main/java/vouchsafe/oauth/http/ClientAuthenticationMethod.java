package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;

/**
 * One way in which a request shows its client (RFC 6749 section 2.3). {@link ClientProofs} is made with a list of these: a
 * new way is a new class in that list, and a {@link ClientProof} where it proves another thing than a secret.
 */
public interface ClientAuthenticationMethod {

    /** As metadata has it (RFC 8414, {@code token_endpoint_auth_methods_supported}). */
    String name();

    /** Where in the request the proof stands, as an answer can say it: {@code the body}. */
    String place();

    /**
     * What the request shows in this way; empty where it does not use it.
     *
     * @throws BadRequest where it uses it, and what it sent can't be read
     */
    Optional<ClientProof> read(HttpServletRequest request, Parameters form) throws BadRequest;
}
