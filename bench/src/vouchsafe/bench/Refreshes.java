package vouchsafe.bench;

import java.util.SplittableRandom;

/** Refreshes families of its own share, picked at random. */
final class Refreshes implements Script {
    private final Families families;
    private final String authorization;
    private final int share;
    private final int shares;
    private final SplittableRandom random;
    private int among;
    private int current;

    Refreshes(Families families, String authorization, int share, int shares) {
        this.families = families;
        this.authorization = authorization;
        this.share = share;
        this.shares = shares;
        this.random = new SplittableRandom(share);
        this.among = families.count();
    }

    /** From now on only the first so many families. */
    void among(int count) {
        among = count;
    }

    @Override
    public byte[] request() {
        current = share + shares * random.nextInt(among / shares);
        return Http.post(
                "/oauth2/token/",
                "grant_type=refresh_token&refresh_token=" + families.refreshToken(current),
                authorization);
    }

    @Override
    public boolean answered(Answer answer) {
        families.refreshed(current, answer.require(200).bodyAfter("\"refresh_token\":\"", '"'));
        return true;
    }
}
