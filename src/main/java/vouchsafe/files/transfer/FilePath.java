package vouchsafe.files.transfer;

import org.jspecify.annotations.Nullable;

/** The path behind the name of a servlet here: {@code /<id>/}, {@code /<id>/<key>/<basename>}. */
final class FilePath {
    private FilePath() {}

    /** The number; -1 where there is none. */
    static long id(@Nullable String path) {
        String number = segment(path, 0);
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
    }

    /** The key; empty where the path ends before it. */
    static String key(@Nullable String path) {
        return segment(path, 1);
    }

    /** Whether the path goes as far as the file's name. */
    static boolean named(@Nullable String path) {
        return !segment(path, 2).isEmpty();
    }

    private static String segment(@Nullable String path, int index) {
        String[] segments = (path == null ? "" : path).split("/", -1);
        return segments.length > index + 1 ? segments[index + 1] : "";
    }
}
