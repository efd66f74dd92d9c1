package vouchsafe.web.pages;

/** Checks "next" parameters, which may lead to this server only. */
public final class LocalPath {
    private LocalPath() {}

    /**
     * The wanted path, if it is one on this server. A path that a browser could read as another origin is refused:
     * {@code //host}, {@code /\host}, characters that browsers drop, schemes.
     *
     * @param otherwise the path to go to instead
     */
    public static String orElse(String wanted, String otherwise) {
        boolean local = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.indexOf('\\') < 0
                && wanted.chars().allMatch(character -> character > ' ' && character < 127);
        return local ? wanted : otherwise;
    }
}
