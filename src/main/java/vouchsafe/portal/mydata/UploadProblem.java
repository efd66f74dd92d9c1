package vouchsafe.portal.mydata;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vouchsafe.files.Basename;
import vouchsafe.files.QuotaReached;

/** The reasons why a member's file was not taken, in the words of the form when it comes back. */
enum UploadProblem {
    OLD("", "This page was too old, so nothing was sent. Please choose the file again."),
    NO_FILE("data_file", "Choose a file."),
    NAME("data_file", "The file's name can't be kept. Rename it, and choose it again. " + Basename.RULE),
    TOO_LARGE("data_file", "The file is larger than this server takes."),
    DESCRIPTION("description", "Say what the file is, in at most 100 characters."),
    BROKEN("", "The file did not arrive whole, so nothing was kept. Please send it again."),
    NO_ROOM("", "This server has no room for the file, so nothing was kept. Its operator has to make room."),
    TOO_LARGE_FOR_MEMBER("data_file", "The file is larger than all your files may be together, so nothing was kept."),
    MEMBER_FULL(
            "", "There is no room for it beside your other files, so nothing was kept. Delete some under \"My data\"."),
    TOO_LARGE_FOR_PROJECT(
            "data_file", "The file is larger than all files of this project may be together, so nothing was kept."),
    PROJECT_FULL(
            "", "The project's storage is full, so nothing was kept. Whoever runs the project can ask for more room."),
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

    /** The reason why a file does not fit. */
    static UploadProblem of(QuotaReached reason) {
        return switch (reason.of()) {
            case MEMBER -> reason.neverFits() ? TOO_LARGE_FOR_MEMBER : MEMBER_FULL;
            // Nothing comes with a token here.
            case PROJECT, TOKEN_DAY -> reason.neverFits() ? TOO_LARGE_FOR_PROJECT : PROJECT_FULL;
        };
    }

    static Optional<UploadProblem> of(String word) {
        return Stream.of(values())
                .filter(problem -> problem.word().equals(word))
                .findFirst();
    }
}
