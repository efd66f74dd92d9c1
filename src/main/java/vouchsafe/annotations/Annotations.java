package vouchsafe.annotations;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.UuidV7;

/**
 * Annotations. Each change is announced to every node as soon as it is committed. Permission to make it is the caller's
 * question to {@link Readers} and {@link Viewer}; a search finds only what its viewer may read.
 */
public final class Annotations {
    private static final UUID FIRST = new UUID(0, 0);

    private final AnnotationTable table;
    private final DocumentTable documents;
    private final ChangeFeed changes;
    private final DurableActs acts;

    Annotations(AnnotationTable table, DocumentTable documents, ChangeFeed changes, DurableActs acts) {
        this.table = table;
        this.documents = documents;
        this.changes = changes;
        this.acts = acts;
    }

    /**
     * Keeps a new annotation.
     *
     * @param group where it is kept; for a reply the group of its thread
     * @param clientId what the program that writes calls itself, so that it is not told of its own doing; may be empty
     */
    public Annotation create(UUID memberId, AnnotationDraft draft, Group group, boolean moderator, String clientId) {
        UUID id = UuidV7.next();
        Annotation created = acts.call(() -> {
            documents.learn(NormalUri.of(draft.uri()), draft.document());
            table.insert(id, memberId, draft, firstStanding(draft, group, moderator), now());
            return table.find(id).orElseThrow();
        });
        announce(AnnotationEvent.Action.CREATE, id, clientId);
        return created;
    }

    /** Changes an annotation; empty where it has been deleted meanwhile. */
    public Optional<Annotation> update(
            Annotation old, AnnotationDraft draft, Group group, boolean moderator, String clientId) {
        Optional<Annotation> changed = acts.call(() -> {
            documents.learn(NormalUri.of(draft.uri()), draft.document());
            boolean there = table.update(old.id(), draft, nextStanding(old, draft, group, moderator), now());
            return there ? table.find(old.id()) : Optional.empty();
        });
        changed.ifPresent(now -> announce(AnnotationEvent.Action.UPDATE, now.id(), clientId));
        return changed;
    }

    private static @Nullable Moderation firstStanding(AnnotationDraft draft, Group group, boolean moderator) {
        if (!draft.shared()) {
            return null;
        }
        return group.preModerated() && !moderator ? Moderation.PENDING : Moderation.APPROVED;
    }

    /**
     * An annotation that was refused for its words may be looked at again once the words are others. One that its author
     * takes back keeps its standing, so that taking it back and sharing it again passes by no moderator.
     */
    private static @Nullable Moderation nextStanding(
            Annotation old, AnnotationDraft draft, Group group, boolean moderator) {
        Moderation before = old.moderation();
        if (!draft.shared()) {
            return before;
        }
        if (before == null) {
            return firstStanding(draft, group, moderator);
        }
        return switch (before) {
            case SPAM -> Moderation.SPAM;
            case DENIED -> Moderation.PENDING;
            case PENDING -> moderator ? Moderation.APPROVED : Moderation.PENDING;
            case APPROVED -> firstStanding(draft, group, moderator);
        };
    }

    /** Deletes an annotation; false where it has been deleted before. Its row is erased some minutes later. */
    public boolean delete(UUID id, String clientId) {
        boolean deleted = table.delete(id, now());
        if (deleted) {
            announce(AnnotationEvent.Action.DELETE, id, clientId);
        }
        return deleted;
    }

    /** The moderators of a group decide about a shared annotation; empty where it is not shared or not there. */
    public Optional<Annotation> moderate(UUID actorId, Annotation annotation, Moderation standing, String clientId) {
        return moderate(actorId, annotation, standing, clientId, () -> table.moderate(annotation.id(), standing));
    }

    /** The same for exactly the version that was read; empty where it was changed since. */
    public Optional<Annotation> moderateAsRead(UUID actorId, Annotation read, Moderation standing, String clientId) {
        return moderate(actorId, read, standing, clientId, () -> table.moderateAsRead(read, standing));
    }

    private Optional<Annotation> moderate(
            UUID actorId, Annotation annotation, Moderation standing, String clientId, BooleanSupplier change) {
        Optional<Annotation> moderated = acts.call(() -> {
            if (!change.getAsBoolean()) {
                return Optional.empty();
            }
            acts.record(AuditEvent.of("annotation.moderated")
                    .by(actorId)
                    .to(annotation.memberId())
                    .with("annotation", AnnotationId.of(annotation.id()))
                    .with("status", standing.name()));
            return table.find(annotation.id());
        });
        moderated.ifPresent(now -> announce(AnnotationEvent.Action.UPDATE, now.id(), clientId));
        return moderated;
    }

    /** Reports an annotation to its group's moderators; once is enough. */
    public void flag(UUID id, UUID memberId) {
        table.flag(id, memberId, now());
    }

    /** The moderators of a group have looked at the reports about an annotation and forget them. */
    public void dismissReports(UUID actorId, Annotation annotation) {
        boolean dismissed = acts.call(() -> {
            if (table.unflag(annotation.id()) == 0) {
                return false;
            }
            acts.record(AuditEvent.of("annotation.reports_dismissed")
                    .by(actorId)
                    .to(annotation.memberId())
                    .with("annotation", AnnotationId.of(annotation.id())));
            return true;
        });
        if (dismissed) {
            announce(AnnotationEvent.Action.UPDATE, annotation.id(), "");
        }
    }

    /** The reports about these. */
    public Flags flags(Collection<UUID> ids, UUID memberId) {
        return ids.isEmpty() ? Flags.NONE : table.flags(ids, memberId);
    }

    /** The annotation with this id, without asking who may read it. */
    public Optional<Annotation> find(UUID id) {
        return table.find(id);
    }

    /**
     * The same for several, also for some minutes after they were deleted: for telling the pages that could show them.
     */
    public List<Annotation> findDeletedToo(Collection<UUID> ids) {
        return table.findDeletedToo(ids);
    }

    /** A member's own annotations, oldest first, after this one. */
    public List<Annotation> ofMember(UUID memberId, Optional<UUID> after, int most) {
        return table.ofMember(memberId, after.orElse(FIRST), most);
    }

    /** What programs noted about these annotations for their own server, a JSON object each; those without are left out. */
    public Map<UUID, String> metadata(List<Annotation> some) {
        return table.metadata(some.stream().map(Annotation::id).toList());
    }

    /** Every address that leads to the same document, in its normal form. */
    public List<String> equivalents(List<String> uris) {
        return documents.equivalents(uris.stream().map(NormalUri::of).toList());
    }

    /** The annotations looked for, as far as this viewer may read them. */
    public Found search(Search search, Viewer viewer) {
        SearchSql statements = statements(search, viewer);
        JdbcClient sql = table.sql();
        List<Annotation> rows = search.limit == 0
                ? List.of()
                : statements.page(sql).query(AnnotationTable.ANNOTATION).list();
        boolean whole = search.after == null && search.offset == 0 && rows.size() < search.limit;
        long total = whole
                ? rows.size()
                : statements(search, viewer).count(sql).query(Long.class).single();
        return new Found(total, rows);
    }

    /** How many there are, without reading them. */
    public long count(Search search, Viewer viewer) {
        return statements(search, viewer).count(table.sql()).query(Long.class).single();
    }

    SearchSql statements(Search search, Viewer viewer) {
        return new SearchSql(search, search.uris.isEmpty() ? List.of() : documents.equivalents(search.uris), viewer);
    }

    /** Deletes everything a member wrote: for the transaction that deletes the account. */
    void deleteAll(UUID memberId) {
        table.deleteAll(memberId, now());
    }

    /** Deletes everything that was written in a group: for the transaction that ends it. */
    void deleteIn(String groupId) {
        table.deleteIn(groupId, now());
    }

    /** For open pages only: a page that is opened later reads the annotations anyway. */
    private void announce(AnnotationEvent.Action action, UUID id, String clientId) {
        changes.publishCommitted(AnnotationEvent.CHANNEL, new AnnotationEvent(action, id, clientId).payload());
    }

    /** The time as the database keeps it, so that a later comparison meets the value that was answered. */
    private Instant now() {
        return acts.now().truncatedTo(ChronoUnit.MICROS);
    }
}
