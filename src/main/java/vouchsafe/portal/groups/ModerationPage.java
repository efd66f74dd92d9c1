package vouchsafe.portal.groups;

/**
 * The content of the page for a group's moderators.
 *
 * @param pending the number of annotations that wait
 * @param reported the number of reported ones
 */
public record ModerationPage(
        GroupView view, ModerationQueue queue, long pending, long reported, AnnotationLines.Lines annotations) {
    /** The address of the page with older annotations; empty on the last one. */
    public String older() {
        return annotations.older().isEmpty()
                ? ""
                : view.path("moderation") + "?show=" + queue.word() + "&before=" + annotations.older();
    }
}
