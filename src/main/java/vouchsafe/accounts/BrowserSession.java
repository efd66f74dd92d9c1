package vouchsafe.accounts;

import java.time.Instant;

/**
 * One browser a member is signed in with, as the member sees it.
 *
 * @param handle names the session in a form; opens nothing
 * @param device the browser's description of itself, in plain words
 * @param address the address it was last signed in from
 * @param signedInAt when
 * @param lastSeenAt when it last opened a page
 * @param current whether it is the one that asks
 */
public record BrowserSession(
        String handle, String device, String address, Instant signedInAt, Instant lastSeenAt, boolean current) {}
