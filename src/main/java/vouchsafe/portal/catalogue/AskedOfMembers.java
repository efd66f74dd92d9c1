package vouchsafe.portal.catalogue;

import java.util.List;
import java.util.Optional;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.RequestedDifference;

/** What a project asks of members, in words for a page: now, and in a change that waits for a reviewer. */
public final class AskedOfMembers {
    private final Catalogue catalogue;
    private final ProjectChanges changes;
    private final Approvals approvals;

    AskedOfMembers(Catalogue catalogue, ProjectChanges changes, Approvals approvals) {
        this.catalogue = catalogue;
        this.changes = changes;
        this.approvals = approvals;
    }

    /** What it asks now. */
    public Asking now(Project project) {
        return Asking.of(project.requested(), catalogue);
    }

    /** The change that waits for a reviewer. */
    public Optional<ProjectChanges.Waiting> waiting(Project project) {
        return changes.waiting(project.id());
    }

    /** The differences that this change would make; empty where none waits. */
    public List<DifferenceLine> news(Project project, Optional<ProjectChanges.Waiting> change) {
        return change.map(waiting -> RequestedDifference.between(project.requested(), waiting.requested()))
                .map(differences -> DifferenceLine.of(differences, catalogue))
                .orElse(List.of());
    }

    /** The newest request for its approval. */
    public Optional<ApprovalRequest> approval(Project project) {
        return approvals.newest(project);
    }
}
