package vouchsafe.web.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** One static file, kept in memory in both forms it is sent in. */
public final class Asset {
    private final String contentType;
    private final byte[] plain;
    private final byte[] gzipped;
    private final String version;

    /** A file with this content. */
    public Asset(String contentType, byte[] plain) {
        this.contentType = contentType;
        this.plain = plain;
        this.gzipped = gzip(plain);
        this.version = hash(plain);
    }

    /** The content type for the header. */
    public String contentType() {
        return contentType;
    }

    /** Changes whenever the content does; part of the URL, so that a copy may be kept for ever. */
    public String version() {
        return version;
    }

    /** The bytes to send to a browser that does or does not take gzip. */
    public byte[] body(boolean gzip) {
        return gzip ? gzipped : plain;
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(buffer)) {
            gzip.write(plain);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return buffer.toByteArray();
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
