package vouchsafe.projects;

import java.util.UUID;
import vouchsafe.audit.AuditLog;

/** A coordinator takes along the list of those who share with a project: on record before the first line. */
public final class MemberListExports {
    private final AuditLog audit;

    MemberListExports(AuditLog audit) {
        this.audit = audit;
    }

    /** Notes that they begin. */
    public void begin(Project project, UUID actor) {
        audit.record(Projects.event("project.members_exported", project, actor));
    }
}
