package vouchsafe.projects;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's wish to have a project approved.
 *
 * @param askedAt when it was asked, or asked again after changes
 * @param message what the coordinator wants reviewers and members to know, Markdown
 * @param ethicsBoard the ethics board that approved a study; empty for an activity
 * @param ethicsReference the board's own number of that approval
 * @param ethicsApprovedOn the day of that approval
 * @param documentName file name of the attached approval, or null where there is none
 */
public record ApprovalRequest(
        UUID id,
        int projectId,
        UUID askedBy,
        Instant askedAt,
        State state,
        String message,
        String ethicsBoard,
        String ethicsReference,
        @Nullable LocalDate ethicsApprovedOn,
        @Nullable String documentName) {

    /** How far it has come. */
    public enum State {
        /** Reviewers have to decide. */
        OPEN,
        /** Reviewers asked for changes; the coordinator has to answer. */
        CHANGES_ASKED,
        /** Approved. */
        APPROVED,
        /** Declined. */
        DECLINED,
        /** Taken back by the coordinator. */
        WITHDRAWN
    }

    /** Whether it is still open. */
    public boolean undecided() {
        return state == State.OPEN || state == State.CHANGES_ASKED;
    }
}
