package vouchsafe.web;

import jakarta.servlet.http.HttpServletResponse;
import vouchsafe.db.DatabaseTrouble;

/** The parts of an answer when the database is in trouble, through no fault of the request. */
public final class DatabaseAnswers {
    /** The HTTP status. */
    public static final int STATUS = HttpServletResponse.SC_SERVICE_UNAVAILABLE;

    private static final String RETRY_AFTER_SECONDS = "2";

    private DatabaseAnswers() {}

    /** One sentence for programs. */
    public static String sentence(DatabaseTrouble trouble) {
        return switch (trouble) {
            case AWAY -> "The database is away; try again shortly.";
            case BUSY -> "The server is busy; try again shortly.";
        };
    }

    /** Sets the header that says when to come back. */
    public static void askToRetry(HttpServletResponse response) {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
