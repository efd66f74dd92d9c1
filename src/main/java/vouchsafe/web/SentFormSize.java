package vouchsafe.web;

import java.util.Iterator;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInput;

/**
 * Works out how many bytes a file in a multipart form has from the length of the whole form, before it is read. Right to the
 * byte for forms as programs write them (RFC 7578), where the file is the last field; else some bytes more or less.
 */
public final class SentFormSize {
    private static final int LINE_END = 2;
    private static final int DASHES = 2;

    private final long declared;
    private final int boundary;
    private long before;

    /**
     * For one form.
     *
     * @param declared length of the whole form; negative where it is not known
     * @param boundary length of the line between its parts, without its dashes
     */
    public SentFormSize(long declared, int boundary) {
        this.declared = declared;
        this.boundary = boundary;
    }

    /** A field went by that has so many bytes. */
    public void passed(FileItemInput field, long bytes) {
        before += head(field) + bytes + LINE_END;
    }

    /** Bytes of the file that begins now; negative where nobody knows. */
    public long of(FileItemInput file) {
        long end = LINE_END + DASHES + boundary + DASHES + LINE_END;
        return declared < 0 ? -1 : Math.max(0, declared - before - head(file) - end);
    }

    /** The line before a part, and its head with the empty line after it. */
    private long head(FileItemInput part) {
        long bytes = DASHES + boundary + LINE_END + LINE_END;
        FileItemHeaders headers = part.getHeaders();
        if (headers == null) {
            return bytes;
        }
        for (Iterator<String> names = headers.getHeaderNames(); names.hasNext(); ) {
            String name = names.next();
            for (Iterator<String> values = headers.getHeaders(name); values.hasNext(); ) {
                // Read as ISO-8859-1: as many characters as bytes.
                bytes += name.length() + ": ".length() + values.next().length() + LINE_END;
            }
        }
        return bytes;
    }
}
