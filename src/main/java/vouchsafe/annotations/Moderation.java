package vouchsafe.annotations;

/** What a group's moderators say about a shared annotation. All but {@link #APPROVED} hide it. */
public enum Moderation {
    /** Everyone in the group sees it. */
    APPROVED,
    /** Nobody has looked at it yet, in a group where somebody must. */
    PENDING,
    /** It is not wanted in this group. */
    DENIED,
    /** It is abuse. */
    SPAM
}
