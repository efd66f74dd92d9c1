package vouchsafe.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Scope lists (RFC 6749 section 3.3): names separated by spaces, order without meaning. */
final class Scopes {
    private static final Pattern NAMES =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( +[\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

    private Scopes() {}

    /** Whether the text has only characters a scope list may have. */
    static boolean wellFormed(String scope) {
        return NAMES.matcher(scope.strip()).matches();
    }

    static List<String> split(String scope) {
        return List.of(scope.strip().split(" +"));
    }

    static String join(List<String> scopes) {
        return String.join(" ", scopes);
    }

    /** One bit for each of the held scopes, set where that scope was asked for. */
    static int mask(List<String> held, List<String> asked) {
        int mask = 0;
        for (int i = 0; i < held.size(); i++) {
            if (asked.contains(held.get(i))) {
                mask |= 1 << i;
            }
        }
        return mask;
    }

    static List<String> select(List<String> held, int mask) {
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            if ((mask & 1 << i) != 0) {
                selected.add(held.get(i));
            }
        }
        return selected;
    }
}
