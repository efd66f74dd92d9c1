package vouchsafe.clients;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a client: for how long its codes and tokens are good, in whole seconds, and what its software leaves
 * out. Rules that differ between apps go by this, never by the address at which an app calls.
 *
 * @param code from authorization to exchange
 * @param access of an access token, from its issue
 * @param refreshIdle a refresh token unused for this long is dead; null for never
 * @param refreshTotal a sign-in ends after this long however often it is refreshed; null for never
 * @param refreshGrace how long a refresh token just replaced still answers with the same successor, used or not: for
 *     two tabs of one app
 * @param refreshRetry how long it stays good while its successor is unused: for an app that never got the answer
 * @param accessOutlivesRefresh whether an access token lives to its own end after a refresh, or dies at once
 * @param lenient whether its software was written without what the RFCs ask for: it may leave out the redirect URI at
 *     the exchange (RFC 6749 section 4.1.3), its own name at a refresh, and PKCE, though it has no secret (RFC 9700
 *     section 2.1.1), unless it is registered as requiring it
 */
public record Lifetimes(
        Duration code,
        Duration access,
        @Nullable Duration refreshIdle,
        @Nullable Duration refreshTotal,
        Duration refreshGrace,
        Duration refreshRetry,
        boolean accessOutlivesRefresh,
        boolean lenient) {

    /** The profile that apps of projects are used to: access for 10 hours, refresh without end. */
    public static final Lifetimes OPEN_HUMANS = new Lifetimes(
            Duration.ofMinutes(10),
            Duration.ofHours(10),
            null,
            null,
            Duration.ofSeconds(60),
            Duration.ofDays(1),
            false,
            false);

    /**
     * The profile that annotation clients are used to: access for an hour, refresh for 7 days from its last use,
     * nothing repeated.
     */
    public static final Lifetimes HYPOTHESIS = new Lifetimes(
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofDays(7),
            null,
            Duration.ofMinutes(3),
            Duration.ofHours(1),
            true,
            true);

    /** The profile we recommend to all other clients. */
    public static final Lifetimes RECOMMENDED = new Lifetimes(
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            false,
            false);

    /** For high risk (FAPI 2.0 Security Profile section 5.3.2.1). */
    public static final Lifetimes FAPI2 = new Lifetimes(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofDays(30),
            Duration.ofDays(365),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            false,
            false);
}
