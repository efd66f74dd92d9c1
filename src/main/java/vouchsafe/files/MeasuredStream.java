package vouchsafe.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts and hashes what passes, and stops it when it is too much. */
final class MeasuredStream extends FilterInputStream {
    private final long largest;
    private final Room room;
    private final MessageDigest sha256 = digest("SHA-256");
    // Compared with what projects say about their files; nothing is trusted because of it.
    private final MessageDigest md5 = digest("MD5");
    private long size;
    private @Nullable IOException broken;
    private @Nullable QuotaReached full;

    MeasuredStream(InputStream content, long largest, Room room) {
        super(content);
        this.largest = largest;
        this.room = room;
    }

    /** Makes room for what comes, as it comes. */
    @FunctionalInterface
    interface Room {
        /**
         * Makes room for so many bytes in all.
         *
         * @throws QuotaReached where there is none
         */
        void cover(long size) throws QuotaReached;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(bytes, offset, length);
        } catch (IOException failure) {
            broken = failure;
            throw failure;
        }
        if (read > 0) {
            size += read;
            if (size > largest) {
                throw new FileTooLarge(largest);
            }
            cover();
            sha256.update(bytes, offset, read);
            md5.update(bytes, offset, read);
        }
        return read;
    }

    private void cover() throws QuotaReached {
        try {
            room.cover(size);
        } catch (QuotaReached reached) {
            full = reached;
            throw reached;
        }
    }

    @Override
    public long skip(long count) throws IOException {
        return read(new byte[(int) Math.min(count, 8192)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Whether it was stopped. */
    boolean tooLarge() {
        return size > largest;
    }

    /** How many bytes passed. */
    long size() {
        return size;
    }

    /** Why it was stopped for want of room; empty where it was not. */
    Optional<IOException> full() {
        return Optional.ofNullable(full);
    }

    /** The failure of the stream below this one; empty where it did not break. */
    Optional<IOException> broken() {
        return Optional.ofNullable(broken);
    }

    /** The size and digests of the bytes that passed, once the end is reached. */
    Received received(StorageKey key) {
        HexFormat hex = HexFormat.of();
        return new Received(key, size, hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has " + algorithm, missing);
        }
    }
}
