package vouchsafe.portal.coordinator;

/** The secrets of a project that are shown after they were made. */
enum ProjectSecretKind {
    CLIENT_SECRET,
    MASTER_TOKEN,
    WEBHOOK_SECRET;

    /** The name under which that of a project is kept. */
    String of(int projectId) {
        return "project." + projectId + "." + name();
    }
}
