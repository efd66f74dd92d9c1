package vouchsafe.oauth;

/**
 * A token request as it was understood, before it is known who sends it.
 *
 * @param namesGrant whether it has a {@code grant_type} at all
 * @param grant the handler of that type, or the {@link UnservedGrant}
 * @param read what the handler made of the request
 */
record TokenRequest(boolean namesGrant, GrantHandler grant, GrantRequest read) {

    boolean served() {
        return !(grant instanceof UnservedGrant);
    }
}
