package vouchsafe.accounts;

/**
 * How much strangers may ask for. All networks together may ask for {@value #NETWORKS} times as much as one.
 *
 * @param signUpsPerNetwork accounts that one network may make in an hour
 * @param mailsPerNetwork mails that one network may have sent in an hour through forms
 */
public record AccountSettings(int signUpsPerNetwork, int mailsPerNetwork) {
    static final int NETWORKS = 20;

    /** Refuses an allowance of nothing. */
    public AccountSettings {
        if (signUpsPerNetwork < 1 || mailsPerNetwork < 1) {
            throw new IllegalArgumentException("at least one sign-up and one mail an hour");
        }
    }
}
