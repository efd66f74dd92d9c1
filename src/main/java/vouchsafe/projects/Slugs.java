package vouchsafe.projects;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Makes the names of projects in paths: lower-case letters, digits and hyphens, at most 50 characters. */
final class Slugs {
    private static final int LONGEST = 50;

    /** Words that stand in these places of paths already, or might one day. */
    private static final Set<String> RESERVED = Set.of(
            "add",
            "admin",
            "administration",
            "all",
            "api",
            "approval",
            "approve",
            "authorize",
            "badge",
            "badges",
            "close",
            "convert",
            "create",
            "delete",
            "edit",
            "help",
            "join",
            "leave",
            "login",
            "manage",
            "me",
            "message",
            "new",
            "oauth2",
            "on-site",
            "project",
            "projects",
            "queue",
            "requests",
            "review",
            "revoke",
            "search",
            "secrets",
            "settings",
            "token",
            "update",
            "webhooks");

    private Slugs() {}

    /** The slug to try as the first, second, ... for a project of this name. */
    static String candidate(String name, int attempt) {
        String base = base(name);
        if (RESERVED.contains(base)) {
            base = base + "-project";
        }
        String suffix = attempt == 1 ? "" : "-" + attempt;
        return cut(base, LONGEST - suffix.length()) + suffix;
    }

    private static String base(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String base = cut(letters.startsWith("-") ? letters.substring(1) : letters, LONGEST);
        return base.isEmpty() ? "untitled" : base;
    }

    private static String cut(String text, int longest) {
        String cut = text.length() > longest ? text.substring(0, longest) : text;
        return cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    }
}
