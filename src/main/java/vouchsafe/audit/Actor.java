package vouchsafe.audit;

import java.util.UUID;

/** The doer of the act that an event is about. */
public sealed interface Actor {
    /** The operator, at the command line. */
    Actor COMMAND_LINE = new Unattended("command line");

    /** A server that was started for the first time. */
    Actor FIRST_START = new Unattended("first start");

    /** Somebody at the console of a server that had no administrator. */
    Actor SETUP_LINK = new Unattended("set-up link");

    /** The demo, which makes its own people. */
    Actor DEMO = new Unattended("demo");

    /** The member who was signed in. */
    static Actor member(UUID memberId) {
        return new SignedIn(memberId);
    }

    /** A member who was signed in. */
    record SignedIn(UUID memberId) implements Actor {}

    /** A doer without an account; {@code how} is the event's detail {@code by}. */
    record Unattended(String how) implements Actor {}
}
