package vouchsafe.checklist;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another node hears a moment later. */
final class Until {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Until() {}

    /** Whether this stops being so in good time. */
    static boolean dead(BooleanSupplier alive) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (alive.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
