package vouchsafe.grants;

import java.util.Locale;

/** The side that ended a grant. */
public enum EndedBy {
    MEMBER,
    /** The project's coordinator, on its pages or by its program. */
    COORDINATOR,
    ADMINISTRATOR;

    /** As it stands in rows, receipts and events: {@code coordinator}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
