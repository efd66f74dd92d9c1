package vouchsafe.consent;

/**
 * What a member who leaves a project wants to happen to their data.
 *
 * @param erasureThere whether they ask the project to delete what it has; counts where the project offers that
 * @param erasureHere whether their files of that project are erased on this server
 */
public record LeaveWishes(boolean erasureThere, boolean erasureHere) {
    static final LeaveWishes NONE = new LeaveWishes(false, false);
}
