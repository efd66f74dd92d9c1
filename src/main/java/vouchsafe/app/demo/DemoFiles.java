package vouchsafe.app.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import vouchsafe.app.demo.MultipartBody.Attachment;

/** The data that the example apps bring, and that people of the demo upload. The same day gives the same file. */
final class DemoFiles {
    private DemoFiles() {}

    /** What the app of this project would have for this day. */
    static Attachment of(DemoProject project, LocalDate day) {
        return switch (project) {
            case STEP_COUNTER -> steps(day);
            case SLEEP_DIARY -> night(day);
            case AIR_QUALITY -> air(day);
            case COFFEE_AND_SLEEP -> cups(day);
            case BIKE_LOG -> ride(day);
            case READING_HOURS -> reading(day);
            case DAILY_MOOD -> mood(day);
        };
    }

    private static Random random(LocalDate day) {
        return new Random(day.toEpochDay());
    }

    static Attachment steps(LocalDate day) {
        Random random = random(day);
        StringBuilder rows = new StringBuilder("hour,steps\n");
        for (int hour = 7; hour < 23; hour++) {
            rows.append(day).append('T').append(String.format(Locale.ROOT, "%02d:00", hour));
            rows.append(',').append(random.nextInt(1400)).append('\n');
        }
        return Attachment.text("steps-" + day + ".csv", "text/csv", rows.toString());
    }

    private static Attachment night(LocalDate day) {
        Random random = random(day);
        return Attachment.text("night-" + day + ".json", "application/json", """
            {"night": "%s", "fell_asleep": "22:%02d", "woke": "06:%02d", "times_awake": %d}
            """.formatted(
                        day, random.nextInt(60), random.nextInt(60), random.nextInt(4)));
    }

    private static Attachment cups(LocalDate day) {
        Random random = random(day);
        return Attachment.text(
                "cups-" + day + ".csv",
                "text/csv",
                "time,cups\n08:15,%d\n13:30,%d\n17:45,%d\n".formatted(1 + random.nextInt(2), 1, random.nextInt(2)));
    }

    private static Attachment ride(LocalDate day) {
        Random random = random(day);
        StringBuilder points = new StringBuilder();
        double latitude = 52.50;
        double longitude = 13.40;
        for (int minute = 0; minute < 30; minute++) {
            latitude += random.nextDouble() / 500;
            longitude += random.nextDouble() / 500;
            points.append(String.format(
                    Locale.ROOT,
                    "<trkpt lat=\"%.5f\" lon=\"%.5f\"><time>%sT17:%02d:00Z</time></trkpt>%n",
                    latitude,
                    longitude,
                    day,
                    minute));
        }
        return Attachment.text(
                "ride-" + day + ".gpx",
                "application/gpx+xml",
                "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"Bike Log\"><trk><trkseg>\n" + points
                        + "</trkseg></trk></gpx>\n");
    }

    private static Attachment reading(LocalDate day) {
        return Attachment.text(
                "reading-" + day + ".txt",
                "text/plain",
                "%s: read for %d minutes, then slept.%n"
                        .formatted(day, 5 + random(day).nextInt(50)));
    }

    static Attachment mood(LocalDate day) {
        String[] moods = {"rested", "busy", "calm", "tired", "glad"};
        StringBuilder rows = new StringBuilder("day,mood\n");
        for (int before = 6; before >= 0; before--) {
            LocalDate each = day.minusDays(before);
            rows.append(each)
                    .append(',')
                    .append(moods[random(each).nextInt(moods.length)])
                    .append('\n');
        }
        return Attachment.text("mood-" + day + ".csv", "text/csv", rows.toString());
    }

    /** A chart: 24 bars, one an hour. */
    private static Attachment air(LocalDate day) {
        Random random = random(day);
        BufferedImage chart = new BufferedImage(24 * 12, 120, BufferedImage.TYPE_INT_RGB);
        for (int hour = 0; hour < 24; hour++) {
            int top = 20 + random.nextInt(90);
            for (int x = hour * 12; x < hour * 12 + 12; x++) {
                for (int y = 0; y < chart.getHeight(); y++) {
                    chart.setRGB(x, y, y >= top && x % 12 < 9 ? 0x1f6f54 : 0xf6f2e9);
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(chart, "png", png);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
        return new Attachment("air-" + day + ".png", "image/png", png.toByteArray());
    }

    /** The smallest document that a reader of PDF opens: one page, one line. */
    static Attachment ethicsDocument() {
        return Attachment.text("approval-of-the-board.pdf", "application/pdf", """
            %PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
              /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
            4 0 obj << /Length 74 >> stream
            BT /F1 18 Tf 72 760 Td (The board of the Demo Institute approves.) Tj ET
            endstream endobj
            trailer << /Root 1 0 R >>
            %%EOF
            """);
    }
}
