package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A long stream as pieces of at most 64 MB. Each lies in a file of ours until it is in the archive, so that one copy can be larger
 * than any object of a store, and is sent while the rest is made.
 */
final class Pieces extends OutputStream {
    private static final long LARGEST = 64L << 20;

    private final ClusterArchive archive;
    private final String base;
    private final Path scratch;
    private final List<BaseManifest.Piece> pieces = new ArrayList<>();
    private @Nullable DigestOutputStream piece;
    private long size;

    Pieces(ClusterArchive archive, String base, Path scratch) {
        this.archive = archive;
        this.base = base;
        this.scratch = scratch;
    }

    List<BaseManifest.Piece> list() {
        return List.copyOf(pieces);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        DigestOutputStream open = piece;
        if (open == null) {
            open = new DigestOutputStream(Files.newOutputStream(scratch), sha256());
            piece = open;
            size = 0;
        }
        open.write(bytes, from, length);
        size += length;
        if (size >= LARGEST) {
            send();
        }
    }

    private void send() throws IOException {
        DigestOutputStream open = piece;
        if (open == null) {
            return;
        }
        open.close();
        piece = null;
        String name = String.format(Locale.ROOT, "rows.tar.gz.%06d", pieces.size() + 1);
        try (InputStream content = Files.newInputStream(scratch)) {
            archive.putPiece(base, name, content);
        }
        pieces.add(new BaseManifest.Piece(
                name, size, HexFormat.of().formatHex(open.getMessageDigest().digest())));
    }

    @Override
    public void close() throws IOException {
        send();
    }

    /** Lets go of the file, whatever happened. */
    void forget() throws IOException {
        DigestOutputStream open = piece;
        piece = null;
        if (open != null) {
            open.close();
        }
        Files.deleteIfExists(scratch);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
