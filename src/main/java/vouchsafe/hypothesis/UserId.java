package vouchsafe.hypothesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;

/** The name of a member for programs: {@code acct:username@authority}. */
public record UserId(String username, String authority) {
    private static final Pattern FORM = Pattern.compile("acct:([^@\\s]{1,100})@([^@\\s]{1,253})");

    /** Reads a user id; empty for any other text. */
    public static Optional<UserId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches() ? Optional.of(new UserId(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** The id of this member on a server with this authority. */
    public static UserId of(Member member, Authority own) {
        return new UserId(member.username(), own.named(member.authority()));
    }

    /** The user id as it stands in JSON. */
    @Override
    public String toString() {
        return "acct:" + username + "@" + authority;
    }
}
