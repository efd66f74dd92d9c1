package vouchsafe.projects;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Turns an uploaded badge into a picture of ours: decoded and encoded again, so that nothing of the upload but its
 * pixels is ever served.
 *
 * <p>The memory that decoding takes does not depend on the upload: of the square in the middle no more than
 * {@link #MOST_READ} pixels a side are kept, at most 8 bytes each, and a JPEG that has to be held as a whole until its
 * last scan is bounded by its area.
 */
final class BadgeImage {
    /** Width and height of a stored badge, in pixels. */
    static final int SIDE = 256;

    /** Largest upload, in bytes. */
    static final int MOST_BYTES = 5 * 1024 * 1024;

    /** Longest side of an upload, in pixels. */
    static final int LONGEST_SIDE = 6000;

    /** Width and height of what is decoded, in pixels: as much as makes a good badge. */
    static final int MOST_READ = 2 * SIDE;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");

    private BadgeImage() {}

    /** The badge as PNG, or why the upload is none. */
    sealed interface Result {
        /** A PNG of {@link #SIDE} by {@link #SIDE} pixels. */
        record Png(byte[] bytes) implements Result {}

        /** The fault of the file, worded for the person who chose it. */
        record Refused(String why) implements Result {}
    }

    static Result read(byte[] upload) {
        if (upload.length > MOST_BYTES) {
            return new Result.Refused(
                    "The image is too large: choose a file of at most %d MB.".formatted(MOST_BYTES / (1024 * 1024)));
        }
        if (looksLikeSvg(upload)) {
            return new Result.Refused(
                    "SVG images can hold scripts and are not accepted. Save the badge as PNG instead.");
        }
        if (JpegScans.of(upload).filter(JpegScans::tooMuch).isPresent()) {
            return new Result.Refused(
                    "This JPEG is progressive and too large for that: save it as a plain (baseline) JPEG"
                            + " or as PNG, or make it smaller.");
        }
        // The input is in memory already, so the cache file that ImageIO would make is of no use.
        ImageIO.setUseCache(false);
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            while (readers.hasNext()) {
                ImageReader reader = readers.next();
                if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                    return decode(reader, input);
                }
            }
            return unreadable();
        } catch (IOException | RuntimeException broken) {
            // Decoders answer hostile files with exceptions of every kind.
            return unreadable();
        }
    }

    /** The part of an upload that is decoded, for tests that measure its cost. */
    static BufferedImage pixels(byte[] upload) throws IOException {
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
            ImageReader reader = ImageIO.getImageReaders(input).next();
            reader.setInput(input, true, true);
            return middle(reader, reader.getWidth(0), reader.getHeight(0));
        }
    }

    private static Result decode(ImageReader reader, ImageInputStream input) throws IOException {
        try {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
                return new Result.Refused(
                        "The image is too large: it is %d by %d pixels, at most %d by %d are accepted."
                                .formatted(width, height, LONGEST_SIDE, LONGEST_SIDE));
            }
            return new Result.Png(encode(scaled(middle(reader, width, height))));
        } finally {
            reader.dispose();
        }
    }

    /** The largest square in the middle, of which only every so manieth pixel is kept. */
    private static BufferedImage middle(ImageReader reader, int width, int height) throws IOException {
        int side = Math.min(width, height);
        int step = Math.ceilDiv(side, MOST_READ);
        ImageReadParam sparing = reader.getDefaultReadParam();
        sparing.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
        sparing.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, sparing);
    }

    private static BufferedImage scaled(BufferedImage square) {
        BufferedImage badge = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = badge.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(square, 0, 0, SIDE, SIDE, null);
        pen.dispose();
        return badge;
    }

    private static byte[] encode(BufferedImage badge) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(badge, "png", png);
        return png.toByteArray();
    }

    private static boolean looksLikeSvg(byte[] upload) {
        String start = new String(upload, 0, Math.min(upload.length, 1024), StandardCharsets.UTF_8);
        return start.toLowerCase(Locale.ROOT).contains("<svg");
    }

    private static Result unreadable() {
        return new Result.Refused("Upload a valid image. The file is not a PNG, JPEG or GIF image, or it is damaged.");
    }
}
