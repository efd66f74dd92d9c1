package vouchsafe.db;

/** The rest of the disk is for what is there already; nothing new is begun. */
public final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoom() {
        super("the disk is nearly full");
    }
}
