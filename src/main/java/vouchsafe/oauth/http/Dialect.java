package vouchsafe.oauth.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.oauth.CheckOrder;
import vouchsafe.oauth.OAuthError;
import vouchsafe.oauth.Parameters;
import vouchsafe.oauth.Secret;
import vouchsafe.oauth.TokenResult;
import vouchsafe.web.BadRequest;

/**
 * The language of one family of clients at the token and revocation endpoints: it reads requests, words answers, slows down
 * callers and notes refusals. The defaults are those of the RFCs. A dialect is a value without state; it never decides
 * about tokens, which go by the client.
 */
public interface Dialect {

    /** The methods that get another answer than 405. */
    default Set<String> methods() {
        return Set.of("POST");
    }

    /** Receives a request before it is read: sets the headers of every answer, and answers every method but POST. */
    default Optional<EarlyAnswer> receive(HttpServletRequest request, HttpServletResponse response) throws BadRequest {
        return Optional.empty();
    }

    /**
     * Tells the page that sent the request whether it may read the answer (Fetch standard, section "CORS protocol"). Not
     * asked where the request could not be read.
     *
     * @param proved the client whose answer it is, where it has proved itself
     * @param claimed the {@code client_id} that the request names; null where it names none
     */
    default void share(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<Client> proved,
            @Nullable String claimed) {}

    /** Headers that only answers to posted token requests have. */
    default Map<String, String> tokenHeaders() {
        return Map.of();
    }

    /** The parameters of a token request. */
    default Parameters tokenForm(HttpServletRequest request) throws BadRequest, IOException {
        return OAuthForms.read(request);
    }

    /** The parameters of a revocation request. */
    default Parameters revocationForm(HttpServletRequest request) throws BadRequest, IOException {
        return OAuthForms.read(request);
    }

    /** The checks of a token request that come before its client is authenticated. */
    default CheckOrder order() {
        return CheckOrder.CLIENT_FIRST;
    }

    /** Whether showing a token is enough to end it; otherwise its client proves itself (RFC 7009 section 2.1). */
    default boolean holderMayRevoke() {
        return false;
    }

    /** Whether a caller that is refused like this again and again is slowed down. */
    default boolean slowsDown(OAuthError error) {
        return true;
    }

    /** The fields of an answer with tokens (RFC 6749 section 5.1), in the order in which they are written. */
    default Map<String, Object> issued(TokenResult.Issued issued, Parameters form) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", issued.accessToken().reveal());
        answer.put("expires_in", issued.expiresIn());
        answer.put("token_type", "Bearer");
        answer.put("scope", String.join(" ", issued.scopes()));
        Secret refreshToken = issued.refreshToken();
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken.reveal());
        }
        return answer;
    }

    /** The error in the sentences that its clients know; they reach the client and the notes of refused requests. */
    default OAuthError worded(OAuthError error) {
        return error;
    }

    /** The body of the answer to a successful revocation, as JSON text; RFC 7009 section 2.2 gives it no meaning. */
    default String revoked() {
        return "{}";
    }

    /** The fields of a refusal (RFC 6749 section 5.2). */
    default Map<String, Object> refused(String error, String description) {
        return Map.of("error", error, "error_description", description);
    }

    /**
     * {@code WWW-Authenticate} of a refusal (RFC 6749 section 5.2, RFC 9110 section 11.6.1): a 401 names the scheme that is
     * accepted.
     */
    default Optional<String> challenge(HttpServletRequest request, OAuthError error) {
        return error.status() == 401
                ? Optional.of("Basic realm=\"vouchsafe\", error=\"" + error.code() + "\"")
                : Optional.empty();
    }

    /** Notes that a request of this client was served. */
    void noteServed(Client client, String endpoint);

    /**
     * Notes why a request was refused, for the owner of its client to read.
     *
     * @param endpoint a constant
     * @param claimed the {@code client_id} that the request names; null where it names none
     */
    void noteRefused(TokenResult.Refused refused, @Nullable String claimed, String endpoint);
}
