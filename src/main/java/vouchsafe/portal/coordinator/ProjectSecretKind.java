package vouchsafe.portal.coordinator;

/** The secrets of a project that wait to be shown once. */
enum ProjectSecretKind {
    CLIENT_SECRET,
    MASTER_TOKEN,
    WEBHOOK_SECRET;

    /** The name under which that of a project waits. */
    String of(int projectId) {
        return "project." + projectId + "." + name();
    }
}
