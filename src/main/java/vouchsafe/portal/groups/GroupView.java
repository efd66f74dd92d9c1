package vouchsafe.portal.groups;

import org.jspecify.annotations.Nullable;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.MemberRights;
import vouchsafe.annotations.Role;

/**
 * A group as one person sees it.
 *
 * @param role their role in it; null where they are no member
 * @param signedIn whether they are a member of this server
 * @param moderates whether they may show and hide its annotations
 */
public record GroupView(Group group, @Nullable Role role, boolean signedIn, boolean moderates) {
    /** Whether it is the group of everybody. */
    public boolean world() {
        return group.id().equals(Group.WORLD);
    }

    /** Whether only its members read it. */
    public boolean isPrivate() {
        return group.type() == Group.Type.PRIVATE;
    }

    /** Whether everyone writes in it. */
    public boolean isOpen() {
        return group.type() == Group.Type.OPEN;
    }

    /** Whether they belong to it. */
    public boolean member() {
        return role != null;
    }

    /** Whether they have at least this role. */
    public boolean is(Role least) {
        return role != null && role.atLeast(least);
    }

    /** Whether they may change what the group is called and how it is moderated. */
    public boolean mayChange() {
        return is(Role.MODERATOR);
    }

    /** Whether they may also change who reads the group, and its members' roles. */
    public boolean mayEdit() {
        return is(Role.ADMIN);
    }

    /** Whether they may end it. */
    public boolean mayDelete() {
        return is(Role.OWNER);
    }

    /** Whether they may add members, which only restricted groups allow: people join all others by themselves. */
    public boolean mayAdd() {
        return mayEdit() && group.type() == Group.Type.RESTRICTED;
    }

    /** Whether they may become a member by themselves. */
    public boolean mayJoin() {
        return signedIn && !member() && joinable();
    }

    /** Whether people join it by themselves. */
    public boolean joinable() {
        return group.ours() && !world() && group.type() != Group.Type.RESTRICTED;
    }

    /** Whether they may take a member with this role out. */
    public boolean mayRemove(Role theirs) {
        return role != null && MemberRights.mayRemove(role, theirs);
    }

    /** Whether they may give a member with this role the wanted one. */
    public boolean mayGive(Role theirs, Role wanted) {
        return role != null && MemberRights.mayEdit(role, theirs, wanted);
    }

    /** The address of one of the group's further pages. */
    public String path(String page) {
        return "/groups/" + group.id() + "/" + page;
    }

    /** A type in one word. */
    public static String word(Group.Type type) {
        return switch (type) {
            case PRIVATE -> "Private";
            case RESTRICTED -> "Restricted";
            case OPEN -> "Open";
        };
    }

    /** The readers and writers of a group of this type, in words. */
    public static String meaning(Group.Type type) {
        return switch (type) {
            case PRIVATE -> "Only members read it and write in it. Whoever has its link can join.";
            case RESTRICTED ->
                "Everyone reads it, also people who are not signed in. Only members write in it, whom those who run it"
                        + " choose.";
            case OPEN ->
                "Everyone reads it, also people who are not signed in. Everyone who is signed in writes in it.";
        };
    }

    /** A role in one word. */
    public static String word(Role role) {
        return switch (role) {
            case MEMBER -> "Member";
            case MODERATOR -> "Moderator";
            case ADMIN -> "Admin";
            case OWNER -> "Owner";
        };
    }
}
