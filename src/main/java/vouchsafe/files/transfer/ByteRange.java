package vouchsafe.files.transfer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that are asked for (RFC 9110 section 14).
 *
 * @param first index of the first
 * @param length how many; 0 for none
 * @param kind the kind of answer
 */
record ByteRange(long first, long length, Kind kind) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*([0-9]{0,18})-([0-9]{0,18})\\s*");

    enum Kind {
        /** The whole file. */
        WHOLE,
        /** A part of it. */
        PART,
        /** Nothing: what is asked for lies behind the end. */
        UNSATISFIABLE
    }

    /**
     * Reads the header; several ranges, and what is no range, ask for the whole file, as the RFC allows.
     *
     * @param range the header, or null
     */
    static ByteRange of(@Nullable String range, long size) {
        ByteRange whole = new ByteRange(0, size, Kind.WHOLE);
        Matcher matcher = SINGLE.matcher(range == null ? "" : range);
        if (!matcher.matches()) {
            return whole;
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        if (from.isEmpty() && to.isEmpty()) {
            return whole;
        }
        if (from.isEmpty()) {
            long last = Math.min(Long.parseLong(to), size);
            return last == 0 ? none() : new ByteRange(size - last, last, Kind.PART);
        }
        long first = Long.parseLong(from);
        long end = to.isEmpty() ? size - 1 : Math.min(Long.parseLong(to), size - 1);
        if (!to.isEmpty() && Long.parseLong(to) < first) {
            return whole;
        }
        return first >= size ? none() : new ByteRange(first, end - first + 1, Kind.PART);
    }

    private static ByteRange none() {
        return new ByteRange(0, 0, Kind.UNSATISFIABLE);
    }

    /** For {@code Content-Range}. */
    String header(long size) {
        return kind == Kind.UNSATISFIABLE
                ? "bytes */" + size
                : "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }
}
