package vouchsafe.accounts;

import java.time.Duration;
import java.util.Map;

/** The outcome of an attempt to become a member. */
public sealed interface SignUpResult {
    /** There is a new account. Whether its address belongs to someone else already cannot be told from the outside. */
    record Joined(Member member) implements SignUpResult {}

    /** Something must be mended first: what, by field name. */
    record Mend(Map<String, String> problems) implements SignUpResult {}

    /** Too many new accounts from this network, or from all together. */
    record TooMany(Duration retryAfter) implements SignUpResult {}
}
