package vouchsafe.accounts;

import java.time.Duration;

/** The outcome of an attempt to sign in. */
public sealed interface SignInResult {
    /** The password is right and the account may be used. */
    record Welcome(Member member) implements SignInResult {}

    /** Anything else, without saying what. */
    record Refused() implements SignInResult {}

    /** The password is right, but an administrator has suspended the account. */
    record Suspended() implements SignInResult {}

    /** Too many attempts; the password was not looked at. */
    record TooMany(Duration retryAfter) implements SignInResult {}
}
