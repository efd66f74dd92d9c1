package vouchsafe.web.pages;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/** The answer to a visitor who tries too often: 429 (RFC 6585 section 4), and a sentence that says when to try again. */
public final class Waits {
    private Waits() {}

    /** Sets status and {@code Retry-After}, and returns the sentence for the page. */
    public static String tooMany(HttpServletResponse response, Duration wait) {
        response.setStatus(429);
        response.setHeader("Retry-After", Long.toString(wait.toSeconds()));
        long minutes = wait.toMinutes() + 1;
        return "There were too many attempts. Wait "
                + (wait.toSeconds() < 90 ? wait.toSeconds() + " seconds" : minutes + " minutes") + ", then try again.";
    }
}
