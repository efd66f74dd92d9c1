package vouchsafe.web.pages;

import java.time.Duration;

/** The words for a visitor who tries too often ({@link Reply#tooMany}). */
public final class Waits {
    private Waits() {}

    /** The sentence that says when to try again. */
    public static String sentence(Duration wait) {
        long minutes = wait.toMinutes() + 1;
        return "There were too many attempts. Wait "
                + (wait.toSeconds() < 90 ? wait.toSeconds() + " seconds" : minutes + " minutes") + ", then try again.";
    }
}
