package vouchsafe.portal.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;

/**
 * The public page of a project's approval.
 *
 * @param request the newest request, or null where the project was approved without one
 * @param change the change that waits, or null
 * @param changeLines differences between that change and the version in effect
 * @param history comments and decisions, oldest first
 * @param mayComment whether the reader is signed in and may write
 * @param mayDecide whether the reader is a reviewer of this project
 * @param mayRead whether the reader may open the attached document
 * @param mayEnd whether the reader may end the approval
 * @param unsent what the reader wrote and could not send
 */
public record ReviewPage(
        Project project,
        Asking asking,
        @Nullable ApprovalRequest request,
        ProjectChanges.@Nullable Waiting change,
        List<DifferenceLine> changeLines,
        List<HistoryLine> history,
        boolean mayComment,
        boolean mayDecide,
        boolean mayRead,
        boolean mayEnd,
        UnsentText unsent,
        Instant now) {

    /** Whether a request waits for a reviewer. */
    public boolean waits() {
        return request != null && request.undecided();
    }
}
