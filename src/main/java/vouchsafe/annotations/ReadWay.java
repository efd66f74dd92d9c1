package vouchsafe.annotations;

import java.util.Locale;

/** The way in which annotations reach a reader. */
public enum ReadWay {
    /** In the answer to a search. */
    SEARCH,
    /** One by one, by id. */
    SINGLE,
    /** As news over a socket. */
    LIVE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
