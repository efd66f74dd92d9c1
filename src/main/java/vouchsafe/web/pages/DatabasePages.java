package vouchsafe.web.pages;

import vouchsafe.db.DatabaseTrouble;
import vouchsafe.web.DatabaseAnswers;

/** The pages for visitors when the database is in trouble, through no fault of theirs. */
final class DatabasePages {
    /** The page that says that there is no room to begin anything new. */
    static final ErrorText NO_ROOM = new ErrorText(
            507,
            "This server has no room for anything new",
            "What is there works on. Its operator has to make room on the disk; try again later.");

    private DatabasePages() {}

    /** The page that names the trouble. */
    static ErrorText page(DatabaseTrouble trouble) {
        return switch (trouble) {
            case AWAY -> ErrorText.of(DatabaseAnswers.STATUS);
            case BUSY ->
                new ErrorText(
                        DatabaseAnswers.STATUS,
                        "The server is busy just now",
                        "Many people want something of it at this moment, or somebody else changes the same thing."
                                + " Nothing was changed; try again in a minute.");
        };
    }
}
