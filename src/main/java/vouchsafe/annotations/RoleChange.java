package vouchsafe.annotations;

/** The outcome of giving a member of a group another role. */
public sealed interface RoleChange {
    /** They have it. */
    record Done(GroupMember member) implements RoleChange {}

    /** They are no member. */
    record NoMember() implements RoleChange {}

    /** They are the group's only owner, and it needs one. */
    record LastOwner() implements RoleChange {}
}
