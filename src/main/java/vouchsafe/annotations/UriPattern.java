package vouchsafe.annotations;

import java.util.Optional;

/**
 * A web address with wildcards behind its host: {@code *} for any text, {@code _} for any one character.
 *
 * @param from what every address that fits begins with
 * @param like the pattern as SQL reads it
 */
public record UriPattern(String from, String like) {
    private static final String WILDCARDS = "*_";

    /** Reads a pattern; empty where it has a wildcard in its scheme or host, or is no web address. */
    public static Optional<UriPattern> parse(String text) {
        String uri = text.strip();
        int host = uri.indexOf("://");
        if (host < 0 || firstWildcard(uri) < endOfHost(uri, host + 3)) {
            return Optional.empty();
        }
        String normal = NormalUri.of(uri);
        if (!normal.startsWith("httpx://")) {
            return Optional.empty();
        }
        StringBuilder like = new StringBuilder();
        for (char character : normal.toCharArray()) {
            switch (character) {
                case '%' -> like.append("\\%");
                case '\\' -> like.append("\\\\");
                case '*' -> like.append('%');
                default -> like.append(character);
            }
        }
        return Optional.of(new UriPattern(normal.substring(0, firstWildcard(normal)), like.toString()));
    }

    private static int firstWildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (WILDCARDS.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static int endOfHost(String uri, int start) {
        int end = start;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
