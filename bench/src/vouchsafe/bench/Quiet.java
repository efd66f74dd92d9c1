package vouchsafe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Whether the machine does nothing else, as far as the echo can tell: its rate for a moment, beside the best that was ever
 * seen on this checkout. The best is kept in a file, so that a run on a busy machine does not take itself for a quiet one.
 */
final class Quiet {
    /** Below this part of the best rate something else runs. */
    private static final double DISTURBED = 0.7;

    private static final Duration MOMENT = Duration.ofMillis(700);

    private final Load echo;
    private final Path kept;
    private double best;
    private double worst = Double.MAX_VALUE;

    /**
     * @param echo a load of requests to the echo
     * @param kept where the best rate stands
     */
    Quiet(Load echo, Path kept) throws IOException {
        this.echo = echo;
        this.kept = kept;
        this.best = Files.exists(kept) ? Double.parseDouble(Files.readString(kept).strip()) : 0;
    }

    /** Looks for a moment; whether something else runs. */
    boolean disturbed() throws IOException {
        double rate = echo.run(MOMENT).perSecond();
        if (rate > best) {
            best = rate;
            Files.writeString(kept, String.format(Locale.ROOT, "%.0f%n", best));
        }
        worst = Math.min(worst, rate);
        return rate < DISTURBED * best;
    }

    /** What the looks saw, in a sentence. */
    String told() {
        return "Beside the lines the echo alone reached %,.0f/s at least; the best seen here is %,.0f/s (%.0f %%)."
                .formatted(worst, best, 100 * worst / best);
    }
}
