package vouchsafe.grants;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.db.BatchedReads;
import vouchsafe.db.RowCache;
import vouchsafe.db.Transactions;

/** The consents of this server. Each verb is one transaction, or part of the caller's. */
public final class Grants {
    private final GrantTable table;
    private final Receipts receipts;
    private final RowCache<Grant> cache;
    private final ActiveCounts counts;
    private final LastReads lastReads;
    private final BatchedReads<GrantTable.Parties, Grant> between;
    private final Transactions transactions;
    private final InstantSource clock;

    Grants(
            GrantTable table,
            Receipts receipts,
            RowCache<Grant> cache,
            ActiveCounts counts,
            LastReads lastReads,
            Transactions transactions,
            InstantSource clock) {
        this.table = table;
        this.receipts = receipts;
        this.cache = cache;
        this.counts = counts;
        this.lastReads = lastReads;
        this.between = new BatchedReads<>(
                table::between, grant -> new GrantTable.Parties(grant.clientRowId(), grant.memberId()));
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The grant as the database has it now. */
    public Optional<Grant> find(UUID id) {
        return table.read(id);
    }

    /** The grant from memory, true to within the time a change takes to arrive; for use on every request of an app. */
    public Optional<Grant> current(UUID id) {
        return cache.get(id);
    }

    /** The grant between this client (row id) and this member. */
    public Optional<Grant> find(UUID clientRowId, UUID memberId) {
        return between.get(new GrantTable.Parties(clientRowId, memberId));
    }

    /** The grant of the member whom this client (row id) knows by this number. */
    public Optional<Grant> findBySubject(UUID clientRowId, String subject) {
        return table.readBySubject(clientRowId, subject);
    }

    /** Every grant of the member, ended ones too, newest first. */
    public List<Grant> ofMember(UUID memberId) {
        return table.ofMember(memberId);
    }

    /**
     * Holds the grant for the rest of the caller's transaction, if it is active: its withdrawal comes before, or after what the
     * transaction does.
     */
    public boolean hold(UUID id) {
        return table.hold(id);
    }

    /** Keeps others from adding to any of the member's grants until the transaction ends. */
    public void lockOfMember(UUID memberId) {
        table.lockOfMember(memberId);
    }

    /**
     * The ended grants of this client (row id), latest end first.
     *
     * @param after the last one of the page before
     */
    public List<Grant> withdrawn(UUID clientRowId, Optional<Grant> after, int most) {
        return table.withdrawn(clientRowId, after, most);
    }

    /**
     * The grants of this client (row id) that are active, in the order of their ids.
     *
     * @param after id of the last one of the page before
     */
    public List<Grant> active(UUID clientRowId, Optional<UUID> after, int most) {
        return table.active(clientRowId, after, most);
    }

    /**
     * The members who share with this client (row id) now and whose account is in use, the latest who joined first.
     *
     * @param before id of the last one of the page before
     */
    public List<Grant> members(UUID clientRowId, GrantFilter filter, Optional<UUID> before, int most) {
        return table.members(clientRowId, filter, before, most);
    }

    /** How many members share with this client (row id) now. */
    public long activeCount(UUID clientRowId) {
        return table.activeCount(clientRowId);
    }

    /**
     * A page of the members who share with this client (row id) now, in the order they first came; without those whose
     * account is suspended.
     *
     * @param after id of the grant before the first place; null for the beginning
     * @param offset how many more to leave out; costs as much as it is long
     */
    public List<Grant> sharing(UUID clientRowId, @Nullable UUID after, long offset, int most) {
        return table.sharing(clientRowId, after == null ? new UUID(0, 0) : after, offset, most);
    }

    /** How many members share with this client (row id) now and are not suspended; no row is counted one by one. */
    public long sharingCount(UUID clientRowId) {
        return Math.max(0, counts.of(clientRowId) - table.suspended(clientRowId));
    }

    /** A page of the same, of those alone whom the client knows by these numbers. */
    public List<Grant> numbered(UUID clientRowId, List<String> subjects, long offset, int most) {
        return table.numbered(clientRowId, subjects, offset, most);
    }

    /** How many of those there are. */
    public long numberedCount(UUID clientRowId, List<String> subjects) {
        return table.numberedCount(clientRowId, subjects);
    }

    /**
     * The member agrees, for the first time or again.
     *
     * @param document JSON of what was shown and chosen, for the receipt
     */
    public Grant authorize(UUID clientRowId, UUID memberId, Permissions permissions, boolean hidden, String document) {
        return transactions.call(() -> {
            Instant now = clock.instant();
            Grant grant = agree(clientRowId, memberId, permissions, hidden, now);
            receipts.append(grant.id(), "authorized", document, now);
            cache.changed(grant.id());
            counts.changed(clientRowId);
            return grant;
        });
    }

    private Grant agree(UUID clientRowId, UUID memberId, Permissions permissions, boolean hidden, Instant now) {
        // Two can meet for the first time at once, and a random number can be taken: a few rounds settle both.
        for (int round = 0; round < 20; round++) {
            Optional<Grant> known = table.reactivate(clientRowId, memberId, permissions, hidden, now);
            Optional<Grant> grant =
                    known.isPresent() ? known : table.insert(clientRowId, memberId, permissions, hidden, now);
            if (grant.isPresent()) {
                return grant.get();
            }
        }
        throw new IllegalStateException("no free member number was found in 20 rounds");
    }

    /**
     * Ends the grant. Everything that hangs from it must end in the same transaction, which is the caller's work.
     *
     * @return the ended grant, or empty where it was not active
     */
    public Optional<Grant> withdraw(UUID id, EndedBy by, boolean erasureRequested, String document) {
        return transactions.call(() -> {
            Instant now = clock.instant();
            Optional<Grant> ended = table.withdraw(id, by, erasureRequested, now);
            ended.ifPresent(grant -> {
                receipts.append(id, "withdrawn", document, now);
                cache.changed(id);
                counts.changed(grant.clientRowId());
            });
            return ended;
        });
    }

    /**
     * Notes that the client erased the data of a member who asked for it on leaving.
     *
     * @return the grant with the date, or empty where no erasure is awaited, or none any more
     */
    public Optional<Grant> confirmErasure(UUID id, String document) {
        return transactions.call(() -> {
            Instant now = clock.instant();
            Optional<Grant> confirmed = table.confirmErasure(id, now);
            confirmed.ifPresent(grant -> {
                receipts.append(id, "erasure_confirmed", document, now);
                cache.changed(id);
            });
            return confirmed;
        });
    }

    /**
     * Takes the next erasures that were asked for before a time, not confirmed since, and not reminded of after another
     * time; from now on they count as reminded of. Part of the caller's transaction.
     */
    public List<Grant> takeForReminder(Instant requestedBefore, Instant remindedBefore, int most) {
        return table.remind(requestedBefore, remindedBefore, most, clock.instant());
    }

    /** Hides the connection from public pages, or shows it again. */
    public void hide(UUID id, boolean hidden) {
        transactions.run(() -> table.hide(id, hidden).ifPresent(grant -> {
            receipts.append(id, hidden ? "hidden" : "shown", "{}", clock.instant());
            cache.changed(id);
        }));
    }

    /** Notes that the client read something of this member just now. */
    public void noteRead(Grant grant) {
        lastReads.note(grant.id());
    }

    /** Notes that the client read something of each of these members just now, in one statement. */
    public void noteRead(List<Grant> read) {
        lastReads.note(read.stream().map(Grant::id).toList());
    }

    /** The history of a grant, oldest first. */
    public List<Receipt> receipts(UUID id) {
        return receipts.of(id);
    }

    /** Whether the history of a grant is as it was written. */
    public boolean historyIntact(UUID id) {
        return receipts.intact(id);
    }
}
