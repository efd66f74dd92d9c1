package vouchsafe.consent;

import java.util.List;

/** The outcome of a coordinator's wish to remove members. */
public sealed interface Removed {
    /** All of them are removed. */
    record All(int count) implements Removed {}

    /** These numbers belong to no present member of the project; no member was removed. */
    record UnknownNumbers(List<String> numbers) implements Removed {}
}
