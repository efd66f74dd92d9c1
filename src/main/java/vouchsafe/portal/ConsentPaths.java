package vouchsafe.portal;

import java.util.Set;
import java.util.regex.Pattern;

/** The addresses at which apps put their questions to members, in every dialect. */
final class ConsentPaths {
    private static final Set<String> PATHS =
            Set.of("/direct-sharing/projects/oauth2/authorize", "/oauth2/authorize", "/oauth/authorize");

    private static final Pattern WAITING = Pattern.compile("[A-Za-z0-9]+");

    private ConsentPaths() {}

    /** Whether this is one of them, with or without a slash at its end. */
    static boolean at(String path) {
        return PATHS.contains(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Whether a form with this {@code next} leads to one of them: by its path, or as a request that waits, by its key. */
    static boolean follow(String next) {
        int query = next.indexOf('?');
        return at(query < 0 ? next : next.substring(0, query))
                || WAITING.matcher(next).matches();
    }
}
