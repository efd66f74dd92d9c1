package vouchsafe.portal.groups;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import vouchsafe.annotations.Role;
import vouchsafe.web.pages.Choice;

/**
 * The content of the page of a group's members.
 *
 * @param self the visitor
 * @param total the number of all members
 * @param number the number of the page, from 1
 * @param size the number of members on a page
 * @param username text of the form that adds a member
 * @param problems errors of that form, by field
 */
public record MembersPage(
        UUID self,
        List<GroupPerson> people,
        long total,
        int number,
        int size,
        String username,
        Map<String, String> problems) {
    /** Whether there is another page. */
    public boolean more() {
        return total > (long) number * size;
    }

    /** The roles that one person may be given, their own among them. */
    public static List<Choice> roles(GroupView view, Role theirs) {
        return Stream.of(Role.values())
                .filter(role -> view.mayGive(theirs, role))
                .map(role -> new Choice(role.word(), GroupView.word(role)))
                .toList();
    }
}
