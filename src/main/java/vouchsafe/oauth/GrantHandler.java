package vouchsafe.oauth;

import java.util.Set;

/**
 * One way of getting tokens (RFC 6749 section 1.3). The token endpoint is made with a list of handlers and knows nothing
 * else of grants: a new grant is a new class in that list. Handlers keep no state of a request.
 */
public interface GrantHandler {

    /** The value of {@code grant_type}; clients are registered for grants by this name. */
    String name();

    /** The parameters it reads beside those of every token request; no other parameter reaches it. */
    Set<String> parameters();

    /**
     * Parses a request before its client is authenticated, without the database.
     *
     * @param parameters those declared parameters that were sent, each once
     */
    GrantRequest read(Parameters parameters);
}
