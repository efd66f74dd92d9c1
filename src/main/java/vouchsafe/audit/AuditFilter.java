package vouchsafe.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A choice among audit events; null narrows nothing.
 *
 * @param kind events of this kind
 * @param member events this member did or suffered
 * @param client events that concern this client (row id)
 * @param since events at this time and later
 * @param before events before this time
 */
public record AuditFilter(
        @Nullable String kind,
        @Nullable UUID member,
        @Nullable UUID client,
        @Nullable Instant since,
        @Nullable Instant before) {

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    /** The events that a member did or suffered. */
    public static AuditFilter of(UUID member) {
        return new AuditFilter(null, member, null, null, null);
    }

    /** All events of a time; null leaves an end open. */
    public static AuditFilter between(@Nullable Instant since, @Nullable Instant before) {
        return new AuditFilter(null, null, null, since, before);
    }
}
