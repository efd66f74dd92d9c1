package vouchsafe.crypto;

import java.util.Map;

/** The record of what is done with keys, kept by a room that is wrapped by them itself. */
@FunctionalInterface
public interface KeyEvents {
    /** Stores what was done, within the transaction that does it. */
    void record(String kind, Map<String, String> detail);
}
