package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import vouchsafe.oauth.ClientProof;
import vouchsafe.oauth.Parameters;
import vouchsafe.web.BadRequest;

/**
 * One way in which a request shows its client (RFC 6749 section 2.3). {@link ClientProofs} is made with a list of methods:
 * a new way is a new class in that list, with a {@link ClientProof} of its own where it proves something other than a
 * secret.
 */
public interface ClientAuthenticationMethod {

    /** Its name in metadata (RFC 8414, {@code token_endpoint_auth_methods_supported}). */
    String name();

    /** The place of the proof in the request, worded for an answer: {@code the body}. */
    String place();

    /**
     * The proof that the request carries in this way; empty where it uses another.
     *
     * @throws BadRequest where it uses this way, but can't be read
     */
    Optional<ClientProof> read(HttpServletRequest request, Parameters form) throws BadRequest;
}
