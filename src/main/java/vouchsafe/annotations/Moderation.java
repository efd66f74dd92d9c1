package vouchsafe.annotations;

/** The judgment of a group's moderators about a shared annotation. All but {@link #APPROVED} hide it. */
public enum Moderation {
    /** Everyone in the group sees it. */
    APPROVED,
    /** Not looked at yet, in a group whose moderators look first. */
    PENDING,
    /** It is not wanted in this group. */
    DENIED,
    /** It is abuse. */
    SPAM
}
