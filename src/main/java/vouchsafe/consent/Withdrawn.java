package vouchsafe.consent;

import vouchsafe.grants.Grant;

/** What became of a wish to end a connection. */
public sealed interface Withdrawn {
    /** It ended just now: nothing the project holds works any more, and the project will be told. */
    record Now(Grant grant) implements Withdrawn {}

    /** It had ended before; nothing was changed. */
    record Before(Grant grant) implements Withdrawn {}

    /** There is no such connection, or it is not for this person to end. */
    record Unknown() implements Withdrawn {}
}
