package vouchsafe.portal.groups;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import vouchsafe.annotations.Role;
import vouchsafe.web.pages.Choice;

/**
 * What the page of a group's members shows.
 *
 * @param self who looks
 * @param total how many members there are
 * @param number which page of them, from 1
 * @param size how many a page has
 * @param username typed in the form that adds somebody
 * @param problems what is wrong with that, by field
 */
public record MembersPage(
        UUID self,
        List<GroupPerson> people,
        long total,
        int number,
        int size,
        String username,
        Map<String, String> problems) {
    /** Whether there are more. */
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
