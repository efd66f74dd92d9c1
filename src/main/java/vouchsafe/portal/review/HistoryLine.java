package vouchsafe.portal.review;

import java.time.Instant;
import vouchsafe.projects.ApprovalEntry;

/**
 * One line of an approval's history, worded.
 *
 * @param author username
 * @param coordinator whether the author runs the project
 * @param verb the author's act: "asked for approval"
 * @param badge a word that stands out, or empty
 * @param text the author's text, Markdown
 */
public record HistoryLine(String author, boolean coordinator, String verb, String badge, String text, Instant at) {

    static HistoryLine of(ApprovalEntry entry, String author, boolean coordinator) {
        return new HistoryLine(author, coordinator, verb(entry.kind()), badge(entry.kind()), entry.text(), entry.at());
    }

    private static String verb(ApprovalEntry.Kind kind) {
        return switch (kind) {
            case ASKED -> "asked for approval";
            case ASKED_AGAIN -> "asked again";
            case WITHDRAWN -> "took the request back";
            case COMMENT -> "wrote";
            case CHANGES_ASKED -> "asked for changes";
            case APPROVED -> "approved the project";
            case DECLINED -> "declined";
            case CHANGE_PROPOSED -> "wants to change what the project asks for";
            case CHANGE_ACCEPTED -> "accepted the change";
            case CHANGE_DECLINED -> "did not accept the change";
            case APPROVAL_ENDED -> "ended the approval";
        };
    }

    private static String badge(ApprovalEntry.Kind kind) {
        return switch (kind) {
            case CHANGES_ASKED, APPROVED, DECLINED, CHANGE_ACCEPTED, CHANGE_DECLINED, APPROVAL_ENDED -> "Decision";
            case ASKED, ASKED_AGAIN, WITHDRAWN, COMMENT, CHANGE_PROPOSED -> "";
        };
    }
}
