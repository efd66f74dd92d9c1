package vouchsafe.app.demo;

import java.util.Locale;

/**
 * The people of the demo.
 *
 * <p>The first four look at pages for all of us and have much on theirs; the others are there to be counted.
 */
enum DemoPerson {
    ADMIN("Ada Admin"),
    GRACE("Grace Coordinator"),
    ROSA("Rosa Reviewer"),
    ALAN("Alan Member"),
    MIA("Mia Newcomer"),
    TOM("Tom Leaver"),
    LENA("Lena Visitor"),
    EVE("Eve Suspended");

    private final String words;

    DemoPerson(String words) {
        this.words = words;
    }

    String username() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that pages show. */
    String words() {
        return words;
    }

    boolean administrator() {
        return this == ADMIN;
    }
}
