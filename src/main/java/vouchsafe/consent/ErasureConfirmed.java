package vouchsafe.consent;

import java.time.Instant;

/** What became of a project's word that it erased a member's data. */
public sealed interface ErasureConfirmed {
    /** It is noted, now or before; the member can see it. */
    record Yes(String number, Instant at) implements ErasureConfirmed {}

    /** No member whom the project knows, or knew, by this number. */
    record UnknownNumber() implements ErasureConfirmed {}

    /** The member did not ask for it, or has joined again since. */
    record NotAsked() implements ErasureConfirmed {}
}
