package vouchsafe.projects;

import java.util.Optional;

/**
 * How a JPEG is put together (ITU-T T.81, annex B). One that comes in a single scan is decoded a few lines at a time; one in
 * several, progressive or one colour after the other, is held as a whole, outside the heap, and gone over for each of them.
 *
 * @param scans how many there are
 * @param area width times height, in pixels
 * @param components colours
 */
record JpegScans(int scans, long area, int components) {
    /** Programs write some ten. */
    private static final int MOST_SCANS = 64;

    /** Coefficients have two bytes. */
    private static final long MOST_HELD_BYTES = 64L << 20;

    private static final int MARKER = 0xff;
    private static final int START_OF_SCAN = 0xda;

    /** Reads the headers; empty for what is no JPEG, or none that can be decoded. */
    static Optional<JpegScans> of(byte[] file) {
        if (file.length < 4 || at(file, 0) != MARKER || at(file, 1) != 0xd8) {
            return Optional.empty();
        }
        int scans = 0;
        for (int i = 2; i + 1 < file.length; i++) {
            // Inside a scan every such byte is followed by a zero or a restart marker.
            if (at(file, i) == MARKER && at(file, i + 1) == START_OF_SCAN) {
                scans++;
            }
        }
        int frame = frame(file);
        if (frame < 0) {
            return Optional.empty();
        }
        long height = at(file, frame + 5) << 8 | at(file, frame + 6);
        long width = at(file, frame + 7) << 8 | at(file, frame + 8);
        return Optional.of(new JpegScans(scans, width * height, at(file, frame + 9)));
    }

    /** Whether it takes more memory or time than a badge is worth. */
    boolean tooMuch() {
        return scans > MOST_SCANS || (scans > 1 && area * components * Short.BYTES > MOST_HELD_BYTES);
    }

    /** Where the frame's header begins; -1 where there is none. */
    private static int frame(byte[] file) {
        int at = 2;
        while (at + 10 <= file.length && at(file, at) == MARKER) {
            int marker = at(file, at + 1);
            boolean frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (frame) {
                return at;
            }
            // Any number of 0xff may stand before a marker.
            at += marker == MARKER ? 1 : 2 + (at(file, at + 2) << 8 | at(file, at + 3));
        }
        return -1;
    }

    private static int at(byte[] file, int place) {
        return Byte.toUnsignedInt(file[place]);
    }
}
