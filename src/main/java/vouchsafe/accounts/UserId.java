package vouchsafe.accounts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a member for programs: {@code acct:name@authority} (RFC 7565). Whatever names a member, a program or a person
 * who types, is read here.
 *
 * @param username as it was written; case and dots make no difference
 * @param authority in lower case
 */
public record UserId(String username, String authority) {
    private static final String SCHEME = "acct:";
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9._]{1,100})(?:@([A-Za-z0-9][A-Za-z0-9.-]{0,252}))?");

    /** Reads a user id in full; empty for any other text. */
    public static Optional<UserId> parse(String text) {
        return schemed(text) && text.indexOf('@') > 0 ? read(text, "") : Optional.empty();
    }

    /**
     * Reads {@code acct:name@authority}, {@code name@authority} or {@code name}, in any case; empty for what nobody can be
     * called.
     *
     * @param otherwise the authority of those who are called by the name alone
     */
    public static Optional<UserId> read(String text, String otherwise) {
        Matcher parts = FORM.matcher(schemed(text) ? text.substring(SCHEME.length()) : text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String named = parts.group(2) == null ? otherwise : parts.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(new UserId(parts.group(1), named));
    }

    private static boolean schemed(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    /** The id of this member on a server with this authority. */
    public static UserId of(Member member, Authority own) {
        return new UserId(member.username(), own.named(member.authority()));
    }

    /** The same for every way to write a name: no two accounts of an authority have it in common. */
    public static String key(String username) {
        return username.replace(".", "").toLowerCase(Locale.ROOT);
    }

    /** The same member with the name as it is compared. */
    UserId plain() {
        return new UserId(key(username), authority);
    }

    /** Whether both are the same member. */
    public boolean same(UserId other) {
        return plain().equals(other.plain());
    }

    /** The user id as it stands in JSON. */
    @Override
    public String toString() {
        return SCHEME + username + "@" + authority;
    }
}
