package vouchsafe.portal.account;

/** Where to go on this server after signing in. */
final class LocalPath {
    static final String HOME = "/account/";

    private LocalPath() {}

    /**
     * The path asked for, if it is one on this server, else the account page. Anything a browser could read as another
     * origin is refused: {@code //host}, {@code /\host}, control characters that browsers drop, schemes.
     */
    static String of(String wanted) {
        boolean local = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.indexOf('\\') < 0
                && wanted.chars().allMatch(character -> character > ' ' && character < 127);
        return local ? wanted : HOME;
    }
}
