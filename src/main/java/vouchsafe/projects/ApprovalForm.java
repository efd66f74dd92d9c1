package vouchsafe.projects;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the form with which a coordinator asks for approval. */
public final class ApprovalForm {
    private ApprovalForm() {}

    /**
     * A valid form.
     *
     * @param ethicsApprovedOn null for an activity
     */
    public record Valid(
            String message,
            String ethicsBoard,
            String ethicsReference,
            @Nullable LocalDate ethicsApprovedOn) implements Outcome {}

    /** The outcome of reading the form. */
    public sealed interface Outcome permits Valid, Invalid {}

    /** One message for each field at fault. */
    public record Invalid(Map<String, String> errors) implements Outcome {}

    /** Reads the form of a project; a study must say who approved it. */
    public static Outcome read(FormFields fields, Project project, boolean documentThere, Instant now) {
        FormReader reader = new FormReader(fields);
        if (!fields.ticked("guidelines")) {
            reader.complain("guidelines", "Read the project guidelines and confirm that your project follows them.");
        }
        String message = reader.requiredText("message", 4000);
        boolean study = project.details().about().study();
        String board = study ? reader.requiredLine("ethics_board", 200) : "";
        String reference = study ? reader.requiredLine("ethics_reference", 100) : "";
        LocalDate approvedOn = study ? date(fields, reader, now) : null;
        if (study && !documentThere) {
            reader.complain("ethics_document", "Attach the ethics board's approval as PDF, PNG or JPEG.");
        }
        return reader.errors().isEmpty()
                ? new Valid(message, board, reference, approvedOn)
                : new Invalid(reader.errors());
    }

    private static @Nullable LocalDate date(FormFields fields, FormReader reader, Instant now) {
        String text = reader.requiredLine("ethics_date", 10);
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1))) {
                reader.complain("ethics_date", "This date is in the future.");
            }
            if (date.getYear() < 1950) {
                reader.complain("ethics_date", "This date is too long ago.");
            }
            return date;
        } catch (DateTimeParseException notADate) {
            reader.complain("ethics_date", "Give the date as year-month-day, for example 2026-03-31.");
            return null;
        }
    }
}
