package vouchsafe.backup;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** An archive that was read from its beginning to its end, and is whole. */
public final class Archive {
    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final Manifest manifest;
    private final Summary summary;

    private Archive(Path file, Manifest manifest, Summary summary) {
        this.file = file;
        this.manifest = manifest;
        this.summary = summary;
    }

    /**
     * Reads all of a file and compares every sum in it.
     *
     * @throws BackupRefused where it is no backup, a newer one, not whole or damaged
     */
    public static Archive check(Path file, Progress progress) {
        try {
            return new Check(file, progress).run();
        } catch (NoSuchFileException missing) {
            throw new BackupRefused("there is no file " + file);
        } catch (IOException | JacksonException broken) {
            throw damaged(file, "it can't be read to its end", broken);
        }
    }

    private static BackupRefused damaged(Path file, String how, @Nullable Exception cause) {
        String words = file + " is damaged or was cut off: " + how + "; take another backup";
        return cause == null ? new BackupRefused(words) : new BackupRefused(words, cause);
    }

    Manifest manifest() {
        return manifest;
    }

    Summary summary() {
        return summary;
    }

    Path file() {
        return file;
    }

    /** The time whose rows and files these are, RFC 3339. */
    public String moment() {
        return manifest.moment();
    }

    /** One that gets each entry in turn. */
    interface Taker {
        void take(String name, long size, InputStream content) throws IOException;
    }

    /** Gives the entries between manifest and summary, in their order. */
    void read(Taker taker) throws IOException {
        try (TarArchiveInputStream tar = open(file)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().contains("/")) {
                    taker.take(entry.getName(), entry.getSize(), tar);
                }
            }
        }
    }

    private static TarArchiveInputStream open(Path file) throws IOException {
        return new TarArchiveInputStream(
                new BufferedInputStream(Files.newInputStream(file), BUFFER), StandardCharsets.UTF_8.name());
    }

    /** One pass over a file, in which the sums that the entries have are written down and compared with those it says. */
    private static final class Check {
        private final Path file;
        private final Progress progress;
        private final byte[] buffer = new byte[BUFFER];
        private @Nullable Manifest manifest;
        private @Nullable Summary summary;
        private boolean ended;

        Check(Path file, Progress progress) {
            this.file = file;
            this.progress = progress;
        }

        Archive run() throws IOException {
            long size = Files.size(file);
            Path seen = Files.createTempFile("vouchsafe-backup", ".sums");
            try (TarArchiveInputStream tar = open(file)) {
                try (BufferedWriter sums = Files.newBufferedWriter(seen)) {
                    readEntries(tar, sums, size);
                }
                if (!ended) {
                    compare(tar, seen);
                }
            } finally {
                Files.deleteIfExists(seen);
            }
            if (manifest == null || summary == null) {
                throw damaged(file, "its end is missing", null);
            }
            return new Archive(file, manifest, summary);
        }

        /** Up to the entry of sums. */
        private void readEntries(TarArchiveInputStream tar, BufferedWriter sums, long size) throws IOException {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                String name = entry.getName();
                if (manifest == null && !name.equals(ArchiveWriter.MANIFEST)) {
                    throw notOne();
                }
                if (name.equals(ArchiveWriter.SUMS)) {
                    return;
                }
                MessageDigest digest = Sha256.digest();
                if (name.equals(ArchiveWriter.MANIFEST)) {
                    byte[] json = tar.readAllBytes();
                    digest.update(json);
                    manifest = read(json);
                } else if (name.equals(ArchiveWriter.SUMMARY)) {
                    byte[] json = tar.readAllBytes();
                    digest.update(json);
                    summary = JsonMapper.shared().readValue(json, Summary.class);
                } else {
                    for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
                        digest.update(buffer, 0, read);
                        progress.bytes("reading " + file.getFileName(), tar.getBytesRead(), size);
                    }
                }
                sums.write(Sha256.hex(digest) + "  " + name + "\n");
            }
            ended = true;
            if (manifest == null) {
                throw notOne();
            }
            throw damaged(file, "its end is missing", null);
        }

        private @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
            try {
                return tar.getNextEntry();
            } catch (IOException | IllegalArgumentException noTar) {
                if (manifest == null) {
                    throw notOne();
                }
                throw noTar instanceof IOException failure ? failure : new IOException(noTar);
            }
        }

        private BackupRefused notOne() {
            return new BackupRefused(file + " is no backup of Vouchsafe's");
        }

        /** A later format is told before anything of it is misread. */
        private Manifest read(byte[] json) {
            var tree = JsonMapper.shared().readTree(json);
            if (tree.path("format").asInt(0) > Manifest.FORMAT) {
                throw newer(file, tree.path("program").asString(""));
            }
            return JsonMapper.shared().readValue(json, Manifest.class);
        }

        private void compare(TarArchiveInputStream tar, Path seen) throws IOException {
            MessageDigest digest = Sha256.digest();
            try (BufferedReader has = Files.newBufferedReader(seen);
                    BufferedReader says = new BufferedReader(
                            new InputStreamReader(new Digesting(tar, digest), StandardCharsets.UTF_8))) {
                String said = says.readLine();
                for (String line = has.readLine(); line != null; line = has.readLine()) {
                    if (!line.equals(said)) {
                        throw damaged(file, "the entry " + line.substring(66) + " is not what was written", null);
                    }
                    said = says.readLine();
                }
                if (said != null) {
                    throw damaged(file, "the entry " + said.substring(66) + " is missing", null);
                }
            }
            String sum = Sha256.hex(digest);
            TarArchiveEntry last = tar.getNextEntry();
            if (last == null
                    || !last.getName().equals(ArchiveWriter.SUM_OF_SUMS)
                    || !new String(tar.readAllBytes(), StandardCharsets.US_ASCII).startsWith(sum)) {
                throw damaged(file, "the list of its sums is not what was written", null);
            }
        }
    }

    static BackupRefused newer(Path file, String program) {
        return new BackupRefused(file + " was written by Vouchsafe " + program
                + ", which is newer than this one; restore it with that version or a later one");
    }

    /** Counts all that is read into a digest, and leaves the stream open for what comes after. */
    private static final class Digesting extends FilterInputStream {
        private final MessageDigest digest;

        Digesting(InputStream from, MessageDigest digest) {
            super(from);
            this.digest = digest;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                digest.update((byte) value);
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = super.read(bytes, from, length);
            if (read > 0) {
                digest.update(bytes, from, read);
            }
            return read;
        }

        @Override
        public void close() {
            // The archive goes on.
        }
    }
}
