package vouchsafe.consent;

/**
 * The wishes of a member who leaves a project for their data.
 *
 * @param erasureThere whether they ask the project to erase its data; counts where the project offers that
 * @param erasureHere whether their files of that project are erased on this server
 */
public record LeaveWishes(boolean erasureThere, boolean erasureHere) {
    static final LeaveWishes NONE = new LeaveWishes(false, false);
}
