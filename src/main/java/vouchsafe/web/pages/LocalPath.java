package vouchsafe.web.pages;

/** Where a "next" parameter may lead: nowhere but this server. */
public final class LocalPath {
    private LocalPath() {}

    /**
     * The path asked for, if it is one on this server. Anything a browser could read as another origin is refused:
     * {@code //host}, {@code /\host}, characters that browsers drop, schemes.
     *
     * @param otherwise where to go instead
     */
    public static String orElse(String wanted, String otherwise) {
        boolean local = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.indexOf('\\') < 0
                && wanted.chars().allMatch(character -> character > ' ' && character < 127);
        return local ? wanted : otherwise;
    }
}
