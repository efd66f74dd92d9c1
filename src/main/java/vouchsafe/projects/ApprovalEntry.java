package vouchsafe.projects;

import java.time.Instant;
import java.util.UUID;

/**
 * One line of the public history of a project's approval.
 *
 * @param text what its author wrote, Markdown; may be empty
 */
public record ApprovalEntry(UUID id, UUID authorId, Kind kind, String text, Instant at) {

    /** The event that the entry records. */
    public enum Kind {
        ASKED,
        ASKED_AGAIN,
        WITHDRAWN,
        COMMENT,
        CHANGES_ASKED,
        APPROVED,
        DECLINED,
        CHANGE_PROPOSED,
        CHANGE_ACCEPTED,
        CHANGE_DECLINED,
        APPROVAL_ENDED
    }
}
