package vouchsafe.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import vouchsafe.backup.BackupRefused;

/** The pieces of a copy as the stream that they were; one that differs from its sum is told when its end is read. */
final class PiecesRead extends InputStream {
    private final ClusterArchive archive;
    private final String base;
    private final Iterator<BaseManifest.Piece> pieces;
    private final LongConsumer teller;
    private BaseManifest.@Nullable Piece piece;
    private @Nullable InputStream open;
    private MessageDigest digest = Pieces.sha256();
    private long read;
    private long all;

    PiecesRead(ClusterArchive archive, ClusterArchive.Base base, LongConsumer teller) {
        this.archive = archive;
        this.base = base.name();
        this.pieces = base.manifest().pieces().iterator();
        this.teller = teller;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        while (true) {
            InputStream content = open;
            if (content == null) {
                if (!pieces.hasNext()) {
                    return -1;
                }
                content = next(pieces.next());
            }
            int count = content.read(bytes, from, length);
            if (count > 0) {
                read += count;
                all += count;
                teller.accept(all);
                return count;
            }
            end(content);
        }
    }

    private InputStream next(BaseManifest.Piece next) throws IOException {
        piece = next;
        digest = Pieces.sha256();
        read = 0;
        try {
            InputStream content = new DigestInputStream(archive.openPiece(base, next.name()), digest);
            open = content;
            return content;
        } catch (NoSuchFileException missing) {
            throw damaged(next, missing);
        }
    }

    private void end(InputStream content) throws IOException {
        content.close();
        open = null;
        BaseManifest.Piece ended = piece;
        if (ended != null
                && (read != ended.size()
                        || !HexFormat.of().formatHex(digest.digest()).equals(ended.sha256()))) {
            throw damaged(ended, null);
        }
    }

    private BackupRefused damaged(BaseManifest.Piece which, @Nullable Exception cause) {
        String words = "the piece " + which.name() + " of the copy " + base
                + " in the archive is damaged or missing; remove the folder bases/" + base
                + " of the archive to have the copy before it used";
        return cause == null ? new BackupRefused(words) : new BackupRefused(words, cause);
    }

    /** Reads what comes after the end of the tar, so that every sum is compared. */
    void drain() throws IOException {
        byte[] rest = new byte[1 << 16];
        while (read(rest, 0, rest.length) >= 0) {
            // Only its sum counts.
        }
    }

    @Override
    public void close() throws IOException {
        InputStream content = open;
        open = null;
        if (content != null) {
            content.close();
        }
    }
}
