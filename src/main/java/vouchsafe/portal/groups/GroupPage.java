package vouchsafe.portal.groups;

import java.util.List;

/**
 * What the page of a group shows.
 *
 * @param creator who made it; empty where that account is gone
 * @param members how many it has
 * @param people some of them, the highest in rank first
 * @param link what to pass on to others
 */
public record GroupPage(
        GroupView view,
        String creator,
        long members,
        List<GroupPerson> people,
        String link,
        AnnotationLines.Lines annotations) {}
