package vouchsafe.web;

import jakarta.servlet.http.HttpServletResponse;
import vouchsafe.db.DatabaseTrouble;

/** What callers and visitors are told when the database is in trouble that is nobody's mistake. */
final class DatabaseAnswers {
    static final int STATUS = HttpServletResponse.SC_SERVICE_UNAVAILABLE;

    /** The page where nothing new is begun. */
    static final ErrorText NO_ROOM = new ErrorText(
            507,
            "This server has no room for anything new",
            "What is there works on. Its operator has to make room on the disk; try again later.");

    private static final String RETRY_AFTER_SECONDS = "2";

    private DatabaseAnswers() {}

    /** One sentence for programs. */
    static String sentence(DatabaseTrouble trouble) {
        return switch (trouble) {
            case AWAY -> "The database is away; try again shortly.";
            case BUSY -> "The server is busy; try again shortly.";
        };
    }

    /** The page for people. */
    static ErrorText page(DatabaseTrouble trouble) {
        return switch (trouble) {
            case AWAY -> ErrorText.of(STATUS);
            case BUSY ->
                new ErrorText(
                        STATUS,
                        "The server is busy just now",
                        "Many people want something of it at this moment, or somebody else changes the same thing."
                                + " Nothing was changed; try again in a minute.");
        };
    }

    /** Says when to come back. */
    static void askToRetry(HttpServletResponse response) {
        response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
