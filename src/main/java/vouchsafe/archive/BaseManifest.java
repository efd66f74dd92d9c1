package vouchsafe.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a copy of the rows' folder. It is written last: a copy without it is not whole.
 *
 * @param format counts changes after which older programs can't read an archive
 * @param program the version of Vouchsafe that made it
 * @param postgres the major version of PostgreSQL whose folder it is
 * @param began before the first file was copied, RFC 3339
 * @param ended after the last one, by the database's clock: it can be brought to any moment from then on
 * @param timeline on which it was made
 * @param from the place of the log at which recovery begins
 * @param to the place of the log that recovery has to pass
 * @param masterKey the fingerprint of the key that opened what is wrapped; null where no key at hand did
 * @param files how many files are in it
 * @param bytes how many they have
 * @param pieces of one gzipped tar, in their order
 */
record BaseManifest(
        int format,
        String program,
        int postgres,
        String began,
        String ended,
        int timeline,
        String from,
        String to,
        @Nullable String masterKey,
        long files,
        long bytes,
        List<Piece> pieces) {
    static final int FORMAT = 1;

    /** A part of the tar. */
    record Piece(String name, long size, String sha256) {}
}
