package vouchsafe.oauth;

import java.util.Set;

/**
 * One way of getting tokens (RFC 6749 section 1.3). The token endpoint is made with a list of these and knows nothing else
 * of them: a new grant is a new class in that list. Handlers hold nothing of a request.
 */
public interface GrantHandler {

    /** The value of {@code grant_type}, and what a client is registered for. */
    String name();

    /** The parameters that it reads beside those of every token request; no other one reaches it. */
    Set<String> parameters();

    /**
     * Understands a request, before it is known who sends it; asks no database.
     *
     * @param parameters the declared ones that were sent, each of them once
     */
    GrantRequest read(Parameters parameters);
}
