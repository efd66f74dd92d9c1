package vouchsafe.portal.mydata;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vouchsafe.files.Basename;

/** The reasons why a member's file was not taken, in the words of the form when it comes back. */
enum UploadProblem {
    OLD("", "This page was too old, so nothing was sent. Please choose the file again."),
    NO_FILE("data_file", "Choose a file."),
    NAME("data_file", "The file's name can't be kept. Rename it, and choose it again. " + Basename.RULE),
    TOO_LARGE("data_file", "The file is larger than this server takes."),
    DESCRIPTION("description", "Say what the file is, in at most 100 characters."),
    BROKEN("", "The file did not arrive whole, so nothing was kept. Please send it again."),
    NO_ROOM("", "This server has no room for the file, so nothing was kept. Its operator has to make room."),
    AWAY("", "This server can't reach the place where files lie, so nothing was kept. Please try again in a minute."),
    LEFT("", "You left the project while the file came in, so nothing was kept.");

    private final String field;
    private final String text;

    UploadProblem(String field, String text) {
        this.field = field;
        this.text = text;
    }

    /** The field it is about; empty for the whole form. */
    String field() {
        return field;
    }

    String text() {
        return text;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<UploadProblem> of(String word) {
        return Stream.of(values())
                .filter(problem -> problem.word().equals(word))
                .findFirst();
    }
}
