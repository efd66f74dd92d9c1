package vouchsafe.oauth;

/**
 * A parsed token request whose client is still to be authenticated.
 *
 * @param namesGrant whether it has a {@code grant_type} at all
 * @param grant the handler of that type, or the {@link UnservedGrant}
 * @param read the request as the handler parsed it
 */
record TokenRequest(boolean namesGrant, GrantHandler grant, GrantRequest read) {

    boolean served() {
        return !(grant instanceof UnservedGrant);
    }
}
