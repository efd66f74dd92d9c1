package vouchsafe.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this server signs after some lines of an export: what each of them was. Lines that were changed, moved, inserted or
 * taken out no longer agree with it.
 *
 * @param iss who signs
 * @param iat when, in seconds
 * @param export the export that it belongs to
 * @param number counts the marks of the export, from 1
 * @param first number of the first line that it is about, from 1
 * @param digests of each line its SHA-256, base64url, the first 16 bytes of it
 * @param before the SHA-256 of the mark before; empty in the first
 * @param events how many events there are up to here
 * @param until time of the last event up to here; null where there is none
 * @param end what is known of the whole, in the last mark; null in others
 */
record AuditMark(
        String iss,
        long iat,
        String export,
        long number,
        long first,
        List<String> digests,
        String before,
        long events,
        @Nullable String until,
        @Nullable End end) {
    /** For the header {@code typ} (RFC 7515 section 4.1.9). */
    static final String TYPE = "vouchsafe-audit+jwt";

    /** What a line begins with that is a mark. */
    static final String LINE_BEGINS = "{\"mark\":\"";

    static final String LINE_ENDS = "\"}";

    /** Lines that one mark is about at most. */
    static final int LINES = 200;

    /**
     * The end of an export.
     *
     * @param intact whether the log held against its own seals when it was exported
     * @param log what was found, in words
     */
    record End(boolean intact, String log) {}
}
