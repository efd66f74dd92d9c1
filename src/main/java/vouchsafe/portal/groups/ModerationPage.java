package vouchsafe.portal.groups;

/**
 * What a group's moderators look through.
 *
 * @param pending how many wait for them
 * @param reported how many were reported
 */
public record ModerationPage(
        GroupView view, ModerationQueue queue, long pending, long reported, AnnotationLines.Lines annotations) {}
