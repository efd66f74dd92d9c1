package vouchsafe.oauth;

import java.util.Set;

/** Stands for every {@code grant_type} that no handler has: its client is asked for like any other, and then told. */
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
