package vouchsafe.consent;

import java.time.Instant;

/** The outcome of a project's confirmation that it erased a member's data. */
public sealed interface ErasureConfirmed {
    /** The confirmation is noted, now or before; the member can see it. */
    record Yes(String number, Instant at) implements ErasureConfirmed {}

    /** The project never had a member of this number. */
    record UnknownNumber() implements ErasureConfirmed {}

    /** The member did not ask for erasure, or has joined again since. */
    record NotAsked() implements ErasureConfirmed {}
}
