package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import vouchsafe.web.EntityTag;

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

    /** Changes whenever the content does; part of the URL, so that a copy may be kept for ever. */
    public String version() {
        return version;
    }

    /**
     * Answers a GET or HEAD with it, or with 304 to a browser that has it. How long it may be kept is for the caller to say
     * first.
     */
    public void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EntityTag tag = new EntityTag(version);
        response.setHeader("ETag", tag.header());
        response.setHeader("Vary", "Accept-Encoding");
        if (tag.knownTo(request)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        // Fonts are compressed in themselves.
        boolean gzip = !contentType.startsWith("font/") && acceptsGzip(request);
        if (gzip) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? gzipped : plain;
        response.setContentType(contentType);
        response.setContentLength(body.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
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
