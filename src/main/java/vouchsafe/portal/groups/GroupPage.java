package vouchsafe.portal.groups;

import java.util.List;

/**
 * The content of the page of a group.
 *
 * @param creator its creator; empty where that account is gone
 * @param members the number of its members
 * @param people some of its members, the highest in rank first
 * @param link the address to pass on to others
 */
public record GroupPage(
        GroupView view,
        String creator,
        long members,
        List<GroupPerson> people,
        String link,
        AnnotationLines.Lines annotations) {
    /** The address of the page with older annotations; empty on the last one. */
    public String older() {
        return annotations.older().isEmpty() ? "" : view.group().path() + "?before=" + annotations.older();
    }
}
