package vouchsafe.backup;

import java.util.Locale;
import java.util.function.Consumer;

/** Tells people how far a long piece of work has come: each stage at its beginning, and then every other second. One thread. */
public final class Progress {
    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final Consumer<String> teller;
    private String stage = "";
    private long last;

    /**
     * @param teller gets one line at a time
     */
    public Progress(Consumer<String> teller) {
        this.teller = teller;
    }

    /** Says nothing. */
    public static Progress silent() {
        return new Progress(line -> {});
    }

    /** Tells that a stage begins of which nobody knows how long it takes. */
    public void stage(String what) {
        tell(what, what);
    }

    /** Tells how many of so many are done. */
    public void count(String what, long done, long of) {
        tell(what, what + ": " + done + " of " + of);
    }

    /** Tells how many bytes of so many are done. */
    public void bytes(String what, long done, long of) {
        tell(what, what + ": " + size(done) + " of " + size(of));
    }

    /** Also ends what another thread gave up on. */
    private void tell(String what, String line) {
        if (Thread.currentThread().isInterrupted()) {
            throw new BackupRefused("interrupted; nothing was kept");
        }
        long now = System.nanoTime();
        if (!what.equals(stage) || now - last >= PAUSE_NANOS) {
            stage = what;
            last = now;
            teller.accept(line);
        }
    }

    /** A number of bytes for people. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        double value = bytes;
        String unit = "";
        for (String each : new String[] {"kB", "MB", "GB", "TB"}) {
            if (value < 1024) {
                break;
            }
            value /= 1024;
            unit = each;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
