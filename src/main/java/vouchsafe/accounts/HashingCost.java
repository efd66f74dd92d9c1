package vouchsafe.accounts;

/**
 * What the hash of a password costs whoever makes it: us at each sign-in, and a thief at each guess.
 *
 * @param kibibytes memory that a hash takes
 * @param passes how often it goes over that memory
 */
public record HashingCost(int kibibytes, int passes) {
    /** OWASP's password storage advice for Argon2id with one lane. Every server has this; tests that make members have less. */
    public static final HashingCost ADVISED = new HashingCost(19 * 1024, 2);
}
