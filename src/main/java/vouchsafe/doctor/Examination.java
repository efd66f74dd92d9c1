package vouchsafe.doctor;

import java.time.Instant;
import java.util.List;

/**
 * Everything that one look found.
 *
 * @param at when it ended
 * @param findings what is wrong, by area
 * @param skipped what was not looked at, and why
 */
public record Examination(Instant at, List<Finding> findings, List<Skipped> skipped) {

    /** Something that could not be looked at. */
    public record Skipped(Area area, String subject, String why) {}

    /** Whether nothing is wrong. */
    public boolean well() {
        return findings.isEmpty();
    }
}
