package vouchsafe.backup;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * An archive on its way to the disk: a tar whose last entries are the SHA-256 of all others, in the form that
 * {@code sha256sum -c} reads. One thread.
 */
final class ArchiveWriter implements AutoCloseable {
    static final String MANIFEST = "vouchsafe-backup.json";
    static final String SUMMARY = "summary.json";
    static final String SUMS = "SHA256SUMS";
    static final String SUM_OF_SUMS = "SHA256SUMS.sha256";
    /** What a name of rows, of files of members and of other files of the data folder begins with. */
    static final String ROWS = "rows/";

    static final String FILES = "files/";
    static final String FOLDER = "folder/";
    private static final int BUFFER = 1 << 18;

    private final Path sumsFile;
    private final BufferedWriter sums;
    private final FileChannel channel;
    private final TarArchiveOutputStream tar;
    private final Date moment;
    private final byte[] buffer = new byte[BUFFER];

    /**
     * @param file has to be new
     * @param moment the time that every entry bears
     */
    ArchiveWriter(Path file, Instant moment) throws IOException {
        this.moment = Date.from(moment);
        channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        tar = new TarArchiveOutputStream(
                new Flushed(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)),
                StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        sumsFile = Files.createTempFile("vouchsafe-backup", ".sums");
        sums = Files.newBufferedWriter(sumsFile);
    }

    void add(String name, byte[] content) throws IOException {
        add(name, content.length, new ByteArrayInputStream(content));
    }

    /**
     * Adds what the stream gives; where that is less, zeros follow.
     *
     * @param size bytes of the entry
     * @return SHA-256 of the entry
     */
    String add(String name, long size, InputStream content) throws IOException {
        open(name, size);
        MessageDigest digest = Sha256.digest();
        long left = size;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                read = (int) Math.min(buffer.length, left);
                Arrays.fill(buffer, 0, read, (byte) 0);
            }
            digest.update(buffer, 0, read);
            tar.write(buffer, 0, read);
            left -= read;
        }
        tar.closeArchiveEntry();
        String sum = Sha256.hex(digest);
        sums.write(sum + "  " + name + "\n");
        return sum;
    }

    private void open(String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setModTime(moment);
        entry.setMode(0100600);
        entry.setIds(0, 0);
        tar.putArchiveEntry(entry);
    }

    /** Adds the sums, and returns when all of it is on the disk. */
    void finish() throws IOException {
        sums.close();
        MessageDigest digest = Sha256.digest();
        long size = Files.size(sumsFile);
        open(SUMS, size);
        try (InputStream lines = Files.newInputStream(sumsFile)) {
            for (int read = lines.read(buffer); read >= 0; read = lines.read(buffer)) {
                digest.update(buffer, 0, read);
                tar.write(buffer, 0, read);
            }
        }
        tar.closeArchiveEntry();
        byte[] last = (Sha256.hex(digest) + "  " + SUMS + "\n").getBytes(StandardCharsets.US_ASCII);
        open(SUM_OF_SUMS, last.length);
        tar.write(last);
        tar.closeArchiveEntry();
        // Only a close writes the last block; the channel stays open under it.
        tar.close();
        channel.force(true);
    }

    /** Passes everything on when it is closed, and closes nothing. */
    private static final class Flushed extends FilterOutputStream {
        Flushed(OutputStream to) {
            super(to);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            sums.close();
        } finally {
            Files.deleteIfExists(sumsFile);
            channel.close();
        }
    }
}
