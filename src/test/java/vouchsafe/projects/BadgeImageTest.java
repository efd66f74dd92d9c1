package vouchsafe.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What decoding a picture holds does not depend on what somebody sends. */
@Tag("slow")
class BadgeImageTest {
    private static final long MOST_HELD = 8L * BadgeImage.MOST_READ * BadgeImage.MOST_READ;

    record Sent(String what, byte[] file) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Sent> pictures() throws IOException {
        return Stream.of(
                new Sent("16 bits, long and low", written(deep(6000, 1023), "png", false)),
                new Sent("16 bits, high and narrow", written(deep(1023, 6000), "png", false)),
                new Sent("16 bits, interlaced", written(deep(6000, 1023), "png", true)),
                new Sent("16 bits, as large as can be", written(deep(6000, 6000), "png", false)),
                new Sent("a line", written(deep(6000, 1), "png", false)),
                new Sent("a plain JPEG as large as can be", written(plain(6000, 6000), "jpeg", false)),
                new Sent("a progressive JPEG", written(plain(3000, 2000), "jpeg", true)),
                new Sent("a GIF", written(plain(6000, 1023), "gif", false)),
                new Sent("a GIF that claims a huge screen", screen(written(plain(600, 500), "gif", false))),
                new Sent("just over twice a badge", written(deep(513, 513), "png", false)));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void no_more_is_decoded_than_makes_a_badge(Sent sent) throws IOException {
        DataBuffer held = BadgeImage.pixels(sent.file()).getRaster().getDataBuffer();
        long bytes = (long) held.getSize() * held.getNumBanks() * DataBuffer.getDataTypeSize(held.getDataType()) / 8;
        assertThat(bytes).isLessThanOrEqualTo(MOST_HELD);
        assertThat(BadgeImage.read(sent.file())).isInstanceOfSatisfying(BadgeImage.Result.Png.class, made -> {
            BufferedImage badge = image(made.bytes());
            assertThat(badge.getWidth()).isEqualTo(BadgeImage.SIDE);
            assertThat(badge.getHeight()).isEqualTo(BadgeImage.SIDE);
        });
    }

    @Test
    void the_middle_is_shown() throws IOException {
        BufferedImage flag = plain(900, 300);
        Graphics2D pen = flag.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, 900, 300);
        pen.setColor(Color.GREEN);
        pen.fillRect(300, 0, 300, 300);
        pen.dispose();
        for (String format : new String[] {"png", "gif"}) {
            byte[] made = ((BadgeImage.Result.Png) BadgeImage.read(written(flag, format, false))).bytes();
            BufferedImage badge = image(made);
            for (int[] place : new int[][] {{0, 0}, {255, 0}, {128, 128}, {0, 255}, {255, 255}}) {
                assertThat(new Color(badge.getRGB(place[0], place[1]))).isEqualTo(Color.GREEN);
            }
        }
    }

    @Test
    void a_progressive_jpeg_that_has_to_be_held_as_a_whole_has_a_smaller_limit() throws IOException {
        byte[] file = written(plain(6000, 6000), "jpeg", true);
        assertThat(BadgeImage.read(file))
                .isInstanceOfSatisfying(
                        BadgeImage.Result.Refused.class,
                        refused -> assertThat(refused.why()).contains("progressive", "baseline"));
    }

    @Test
    void a_jpeg_of_a_thousand_scans_is_refused_before_it_is_decoded() throws IOException {
        byte[] file = written(plain(64, 64), "jpeg", true);
        int last = lastScan(file);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(file, 0, last);
        for (int n = 0; n < 1_000; n++) {
            many.write(file, last, file.length - 2 - last);
        }
        many.write(file, file.length - 2, 2);
        assertThat(JpegScans.of(many.toByteArray()).orElseThrow().scans()).isGreaterThan(1_000);
        assertThat(BadgeImage.read(many.toByteArray())).isInstanceOf(BadgeImage.Result.Refused.class);
    }

    private static int lastScan(byte[] file) {
        return IntStream.iterate(file.length - 2, at -> at > 0, at -> at - 1)
                .filter(at -> file[at] == (byte) 0xff && file[at + 1] == (byte) 0xda)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"png", "jpeg", "gif"})
    void a_file_that_breaks_off_anywhere_is_refused_or_read_as_far_as_it_goes(String format) throws IOException {
        byte[] whole = written(plain(300, 200), format, false);
        for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 97)) {
            assertThat(BadgeImage.read(Arrays.copyOf(whole, length))).isNotNull();
        }
    }

    @Test
    void a_few_are_decoded_at_a_time_and_too_many_are_turned_away_at_once() throws Exception {
        PictureThreads threads = new PictureThreads(2, Duration.ofMinutes(1));
        CountDownLatch finish = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Thread[] callers = IntStream.range(0, 10)
                .mapToObj(n -> Thread.startVirtualThread(() -> threads.run(() -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            begun.countDown();
                            finish.await();
                            running.decrementAndGet();
                            return n;
                        })
                        .ifPresent(each -> answered.incrementAndGet())))
                .toArray(Thread[]::new);
        begun.await();
        // Two run and eight wait, as soon as all have come.
        org.awaitility.Awaitility.await()
                .until(() -> Stream.of(callers).allMatch(caller -> caller.getState() == Thread.State.TIMED_WAITING));
        assertThat(threads.run(() -> 1)).isEqualTo(Optional.empty());
        finish.countDown();
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(most).hasValue(2);
        assertThat(answered).hasValue(10);
        assertThat(threads.run(() -> 1)).contains(1);
    }

    @Test
    void who_waited_too_long_is_told_so() {
        PictureThreads threads = new PictureThreads(1, Duration.ofMillis(50));
        CountDownLatch never = new CountDownLatch(1);
        assertThat(threads.run(() -> {
                    never.await();
                    return 1;
                }))
                .isEmpty();
    }

    private static BufferedImage plain(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    /** Red, green, blue and transparency, two bytes each. */
    private static BufferedImage deep(int width, int height) {
        ColorModel colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_USHORT);
        WritableRaster raster = colors.createCompatibleWritableRaster(width, height);
        return new BufferedImage(colors, raster, false, null);
    }

    private static byte[] written(BufferedImage image, String format, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (progressive) {
                how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), how);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    /** Width and height of a GIF's screen stand at bytes 6 to 9. */
    private static byte[] screen(byte[] gif) {
        byte[] claimed = gif.clone();
        Arrays.fill(claimed, 6, 10, (byte) 0xff);
        return claimed;
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
