package vouchsafe.annotations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the server of an authority is told of what its people shared in its groups: who wrote where and when, never what.
 * Answers come in pages, each read for itself, so that no connection waits for a slow reader.
 */
public final class SharedWork {
    /** How much is read at once; a page with less is the last. */
    public static final int PAGE = 1000;

    private static final UUID LAST_ID = new UUID(-1L, -1L);
    private static final UUID FIRST_ID = new UUID(0L, 0L);

    private final SharedWorkTable table;

    SharedWork(SharedWorkTable table) {
        this.table = table;
    }

    /**
     * One annotation.
     *
     * @param metadata a JSON object, or null
     */
    public record Contribution(
            UUID id,
            UUID memberId,
            Instant createdAt,
            @Nullable String metadata) {}

    /**
     * What is counted.
     *
     * @param groups what the authority calls the groups
     * @param members the authors who count; empty for all
     * @param assignments what the learning platform calls the assignments that count; empty for all
     */
    public record Question(List<String> groups, Optional<List<UUID>> members, Optional<List<String>> assignments) {}

    /** The work of one member. */
    public record OfMember(UUID memberId, long annotations, long replies, long pageNotes, Instant lastActivity) {}

    /**
     * The work on one assignment.
     *
     * @param assignment null for what was written outside of any
     */
    public record OfAssignment(
            @Nullable String assignment, long annotations, long replies, long pageNotes, Instant lastActivity) {}

    /**
     * The next page of what others see of a group.
     *
     * @param after the moment after which it was written
     * @param until the last moment
     * @param last the last one of the page before; null for the first page
     */
    public List<Contribution> contributions(String groupId, Instant after, Instant until, @Nullable Contribution last) {
        return last == null
                ? table.contributions(groupId, after, until, LAST_ID, PAGE)
                : table.contributions(groupId, last.createdAt(), until, last.id(), PAGE);
    }

    /** Which of these groups of the authority (empty for this server's) anything was written in, after one moment and up to another. */
    public List<String> active(String authority, Collection<String> providedIds, Instant after, Instant until) {
        return table.active(authority, providedIds, after, until);
    }

    /** The next page of the work of each member; last is null for the first page. */
    public List<OfMember> byMember(String authority, Question asked, @Nullable OfMember last) {
        return table.byMember(authority, asked, last == null ? FIRST_ID : last.memberId(), PAGE);
    }

    /** The next page of the work on each assignment; last is null for the first page. */
    public List<OfAssignment> byAssignment(String authority, Question asked, @Nullable OfAssignment last) {
        return table.byAssignment(authority, asked, last == null, last == null ? null : last.assignment(), PAGE);
    }
}
