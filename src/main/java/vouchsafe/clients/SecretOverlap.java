package vouchsafe.clients;

import java.time.Duration;
import java.time.Instant;

/** How long the secrets there are go on working beside a new one. */
public enum SecretOverlap {
    /** They end at once. */
    NONE(Duration.ZERO),
    /** An app has a week to move over. */
    ONE_WEEK(Duration.ofDays(7));

    private final Duration length;

    SecretOverlap(Duration length) {
        this.length = length;
    }

    Instant end(Instant now) {
        return now.plus(length);
    }
}
