package vouchsafe.files.transfer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRange;

/**
 * The bytes of a file that are asked for (RFC 9110 section 14).
 *
 * @param first index of the first
 * @param length how many; 0 for none
 * @param kind the kind of answer
 */
record ByteRange(long first, long length, Kind kind) {
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
        List<HttpRange> ranges = parse(range);
        if (ranges.size() != 1) {
            return whole;
        }
        long first = ranges.getFirst().getRangeStart(size);
        long last = ranges.getFirst().getRangeEnd(size);
        return first >= size ? none() : new ByteRange(first, last - first + 1, Kind.PART);
    }

    private static List<HttpRange> parse(@Nullable String range) {
        try {
            return HttpRange.parseRanges(range);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
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
