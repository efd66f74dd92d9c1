package vouchsafe.projects;

/** Whether a member may join, or authorize again, at this moment. */
public sealed interface JoinDecision {
    /** The member may; the project is locked against others joining until the transaction ends where that matters. */
    record MayJoin(Project project) implements JoinDecision {}

    /** The project is not active and takes no members. */
    record NotActive(Project project) implements JoinDecision {}

    /**
     * The project is in development and has all the members it may have before approval.
     *
     * @param cap how many that are
     */
    record Full(Project project, int cap) implements JoinDecision {}
}
