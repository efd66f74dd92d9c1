package vouchsafe.oauth;

import java.util.Set;

/**
 * Handles every {@code grant_type} without a handler of its own: the client is authenticated like any other, and then
 * refused.
 */
final class UnservedGrant implements GrantHandler {

    @Override
    public String name() {
        return "";
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public GrantRequest read(Parameters parameters) {
        return (client, now) -> TokenEndpoint.refused(client, error());
    }

    static OAuthError error() {
        return OAuthError.unsupportedGrantType("This server has no such grant_type.");
    }
}
