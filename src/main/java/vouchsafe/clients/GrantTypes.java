package vouchsafe.clients;

/** Values of {@code grant_type} that more than one room has to name (see {@link Client#grantTypes()}). */
public final class GrantTypes {
    /** RFC 6749 section 4.1. */
    public static final String AUTHORIZATION_CODE = "authorization_code";

    /** RFC 6749 section 6. */
    public static final String REFRESH_TOKEN = "refresh_token";

    /** RFC 6749 section 4.4. */
    public static final String CLIENT_CREDENTIALS = "client_credentials";

    /** RFC 7523 section 2.1. */
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private GrantTypes() {}
}
