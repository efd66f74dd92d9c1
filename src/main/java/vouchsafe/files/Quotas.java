package vouchsafe.files;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.audit.Actor;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;

/**
 * How much members, projects and tokens may store. Room is taken before the first byte of a file is, in one transaction
 * that locks what it is counted in; so uploads at one moment never pass a limit together. What fails or is given up gives its
 * room back.
 */
public final class Quotas {
    private final QuotaTable table;
    private final LooseObjects loose;
    private final QuotaSettings settings;
    private final DurableActs acts;

    Quotas(QuotaTable table, LooseObjects loose, QuotaSettings settings, DurableActs acts) {
        this.table = table;
        this.loose = loose;
        this.settings = settings;
        this.acts = acts;
    }

    /** The outcome of asking for room. */
    sealed interface Room {
        /** So many bytes may come. */
        record Kept(long bytes) implements Room {}

        /** It does not fit. */
        record Full(QuotaReached reason) implements Room {}
    }

    /** How much a member stores, of all projects. */
    public StorageUse ofMember(UUID memberId) {
        QuotaTable.Counted counted = table.member(memberId, false);
        return new StorageUse(counted.files(), counted.bytes(), settings.member());
    }

    /** How much a project and its members store. */
    public StorageUse ofProject(int projectId) {
        QuotaTable.ProjectRow row = table.project(projectId, false);
        return new StorageUse(row.files(), row.bytes(), project(row));
    }

    /** What came today with the token of this sign-in, or with the master token of this client, for a project. */
    public StorageUse today(int projectId, UUID access) {
        QuotaTable.Counted counted = table.day(access, day(acts.now()), false);
        return new StorageUse(counted.files(), counted.bytes(), tokenDay(table.project(projectId, false)));
    }

    /** What administrators allow a project instead of the settings. */
    public ProjectAllowance allowance(int projectId) {
        QuotaTable.ProjectRow row = table.project(projectId, false);
        return new ProjectAllowance(row.mostFiles(), row.mostBytes(), row.mostFilesADay(), row.mostBytesADay());
    }

    /** What holds where administrators decided nothing else. */
    public QuotaSettings settings() {
        return settings;
    }

    /** Allows a project more or less than the settings do; false where that was so already. Files that are there stay. */
    public boolean allow(int projectId, UUID clientRowId, ProjectAllowance allowance, Actor by) {
        return acts.call(() -> {
            table.project(projectId, true);
            if (allowance(projectId).equals(allowance)) {
                return false;
            }
            table.allow(projectId, allowance);
            acts.record(AuditEvent.of("project.storage_allowed")
                    .by(by)
                    .client(clientRowId)
                    .with("files", text(allowance.files()))
                    .with("bytes", text(allowance.bytes()))
                    .with("files_a_day", text(allowance.filesADay()))
                    .with("bytes_a_day", text(allowance.bytesADay())));
            return true;
        });
    }

    private static String text(@Nullable Long figure) {
        return figure == null ? "settings" : Long.toString(figure);
    }

    /** Whether nothing at all would fit now; asked before an upload is begun whose size nobody knows. */
    Optional<QuotaReached> full(UploadCharge charge) {
        return full(charge, new UploadSize(1, 1));
    }

    /** Whether a file of this size would not fit now. */
    Optional<QuotaReached> full(UploadCharge charge, UploadSize size) {
        return switch (judge(charge, Wanted.file(size), acts.now(), false)) {
            case Room.Kept room -> Optional.empty();
            case Room.Full(QuotaReached reason) -> Optional.of(reason);
        };
    }

    /** Writes an object down as loose until then, with room for it. */
    Room reserve(StorageKey key, UploadCharge charge, UploadSize size, Instant until) {
        return acts.call(() -> {
            Instant now = acts.now();
            Room room = judge(charge, Wanted.file(size), now, true);
            if (room instanceof Room.Kept(long bytes)) {
                loose.add(key, until);
                table.add(charge, day(now), 1, bytes);
                table.reserve(key, charge, day(now), bytes);
            }
            return room;
        });
    }

    /**
     * Makes room for more of an object that is coming in.
     *
     * @param had bytes that it has room for
     * @param began when its room was first taken: that day is charged
     */
    Room extend(StorageKey key, UploadCharge charge, long had, UploadSize more, Instant began) {
        return acts.call(() -> {
            Room room = judge(charge, new Wanted(0, had, more), began, true);
            if (room instanceof Room.Kept(long bytes)) {
                resize(key, charge, bytes, began);
            }
            return room;
        });
    }

    /** Gives back what an object did not need of its room. */
    void shrink(StorageKey key, UploadCharge charge, long less, Instant began) {
        if (less > 0) {
            acts.run(() -> {
                judge(charge, new Wanted(0, 0, new UploadSize(0, 0)), began, true);
                resize(key, charge, -less, began);
            });
        }
    }

    private void resize(StorageKey key, UploadCharge charge, long more, Instant began) {
        if (table.resize(key, more)) {
            table.add(charge, day(began), 0, more);
        }
    }

    /** Marks an object as no longer wanted, and gives its room back. */
    void release(StorageKey key) {
        acts.run(() -> {
            // An object before what it is counted in, as everybody locks them: the purge may have it just now.
            loose.release(key, acts.now());
            table.giveBack(List.of(key));
        });
    }

    /** Gives back the room of objects whose time is over. Part of the caller's transaction. */
    void giveBack(List<StorageKey> keys) {
        if (!keys.isEmpty()) {
            table.giveBack(keys);
        }
    }

    /**
     * Lets a file take over the room of its object, in the transaction that makes it a file; empty where it fits. What the
     * release before received has no room yet, and a form may name its member only after the file.
     */
    Optional<QuotaReached> settle(UploadCharge charge, Received received) {
        Optional<QuotaTable.Reserved> reserved = table.reserved(received.key());
        if (reserved.isPresent() && reserved.get().memberId() != null) {
            return Optional.empty();
        }
        UploadCharge missing = new UploadCharge(charge.projectId(), charge.memberId(), null);
        UploadSize size = UploadSize.declared(received.size());
        Instant now = acts.now();
        if (reserved.isPresent()) {
            UUID member = charge.memberId();
            if (member == null) {
                return Optional.empty();
            }
            Optional<QuotaReached> reason = reached(List.of(member(member, true)), Wanted.file(size), now);
            if (reason.isEmpty()) {
                table.addToMember(member, received.size());
            }
            return reason;
        }
        return switch (judge(missing, Wanted.file(size), now, true)) {
            case Room.Full(QuotaReached reason) -> Optional.of(reason);
            case Room.Kept kept -> {
                table.add(missing, day(now), 1, received.size());
                yield Optional.empty();
            }
        };
    }

    /** One of the rooms that a file must fit into. */
    private record Scope(QuotaReached.Of of, QuotaTable.Counted used, Quota quota) {
        long bytesLeft() {
            return quota.bytesLeft(used.bytes());
        }

        long filesLeft() {
            return quota.filesLeft(used.files());
        }
    }

    /**
     * What must fit.
     *
     * @param files number of files that come to those there are
     * @param had bytes of the same file that are counted already
     * @param more bytes that come to them
     */
    private record Wanted(int files, long had, UploadSize more) {
        static Wanted file(UploadSize size) {
            return new Wanted(1, 0, size);
        }
    }

    private Room judge(UploadCharge charge, Wanted wanted, Instant now, boolean lock) {
        List<Scope> scopes = new ArrayList<>();
        if (charge.memberId() != null) {
            scopes.add(member(charge.memberId(), lock));
        }
        QuotaTable.ProjectRow row = table.project(charge.projectId(), lock);
        scopes.add(new Scope(QuotaReached.Of.PROJECT, row.counted(), project(row)));
        if (charge.access() != null) {
            scopes.add(new Scope(QuotaReached.Of.TOKEN_DAY, table.day(charge.access(), day(now), lock), tokenDay(row)));
        }
        long left = scopes.stream().mapToLong(Scope::bytesLeft).min().orElse(Long.MAX_VALUE);
        return reached(scopes, wanted, now)
                .<Room>map(Room.Full::new)
                .orElseGet(() -> new Room.Kept(Math.min(left, wanted.more().likely())));
    }

    private static Optional<QuotaReached> reached(List<Scope> scopes, Wanted wanted, Instant now) {
        // What can never fit is said first: waiting and deleting would not help.
        for (Scope scope : scopes) {
            if (scope.quota().bytesLeft(wanted.had()) < wanted.more().least()) {
                return Optional.of(reason(scope, true, now));
            }
        }
        for (Scope scope : scopes) {
            if (scope.filesLeft() < wanted.files()
                    || scope.bytesLeft() < wanted.more().least()) {
                return Optional.of(reason(scope, false, now));
            }
        }
        return Optional.empty();
    }

    private static QuotaReached reason(Scope scope, boolean neverFits, Instant now) {
        Instant midnight = day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return new QuotaReached(scope.of(), neverFits, scope.quota(), Duration.between(now, midnight));
    }

    private Scope member(UUID memberId, boolean lock) {
        return new Scope(QuotaReached.Of.MEMBER, table.member(memberId, lock), settings.member());
    }

    private Quota project(QuotaTable.ProjectRow row) {
        return new Quota(
                or(row.mostFiles(), settings.project().files()),
                or(row.mostBytes(), settings.project().bytes()));
    }

    private Quota tokenDay(QuotaTable.ProjectRow row) {
        return new Quota(
                or(row.mostFilesADay(), settings.tokenDay().files()),
                or(row.mostBytesADay(), settings.tokenDay().bytes()));
    }

    private static long or(@Nullable Long own, long setting) {
        return own == null ? setting : own;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Forgets what came with tokens on days that are over. */
    void forgetDays() {
        // A day more, for uploads that go on over midnight.
        table.forgetDays(day(acts.now()).minusDays(1));
    }
}
