package vouchsafe.accounts;

import java.time.Instant;

/**
 * A browser whose member is signed in.
 *
 * @param credentials those that counted at the moment at which the session was read
 * @param signedInAt when the member last gave a password
 */
public record SignedInBrowser(Credentials credentials, Instant signedInAt) {}
