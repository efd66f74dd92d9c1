package vouchsafe.audit;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing worth remembering about who did what.
 *
 * @param kind dotted name, for example {@code grant.withdrawn} or {@code signin.failed}
 * @param actorId the member who did it, or null without a sign-in
 * @param subjectId the member it was done to, or null
 * @param clientRowId row id of the client concerned, or null
 * @param detail short facts without secrets
 */
public record AuditEvent(
        String kind,
        @Nullable UUID actorId,
        @Nullable UUID subjectId,
        @Nullable UUID clientRowId,
        Map<String, String> detail) {

    /** An event of this kind with no member, client or detail yet. */
    public static AuditEvent of(String kind) {
        return new AuditEvent(kind, null, null, null, Map.of());
    }

    /** The same event, done by this member. */
    public AuditEvent by(UUID memberId) {
        return new AuditEvent(kind, memberId, subjectId, clientRowId, detail);
    }

    /** The same event, done by this member, or in this way by a doer without an account. */
    public AuditEvent by(Actor actor) {
        return switch (actor) {
            case Actor.SignedIn(UUID memberId) -> by(memberId);
            case Actor.Unattended(String how) -> with("by", how);
        };
    }

    /** The same event, done to this member. */
    public AuditEvent to(UUID memberId) {
        return new AuditEvent(kind, actorId, memberId, clientRowId, detail);
    }

    /** The same event, concerning this client (row id). */
    public AuditEvent client(UUID clientRowId) {
        return new AuditEvent(kind, actorId, subjectId, clientRowId, detail);
    }

    /** The same event with one more fact. */
    public AuditEvent with(String name, String value) {
        Map<String, String> more = new TreeMap<>(detail);
        more.put(name, value);
        return new AuditEvent(kind, actorId, subjectId, clientRowId, Map.copyOf(more));
    }
}
