package vouchsafe.consent;

import vouchsafe.grants.Grant;

/** The outcome of a wish to end a connection. */
public sealed interface Withdrawn {
    /** The connection ended just now: the project's tokens and links are refused, and the project will be told. */
    record Now(Grant grant) implements Withdrawn {}

    /** The connection had ended before, and nothing changed. */
    record Before(Grant grant) implements Withdrawn {}

    /** There is no such connection, or this person may not end it. */
    record Unknown() implements Withdrawn {}
}
