package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.db.Work;
import vouchsafe.grants.Grant;

/** Files on their way in: bytes are stored first, and become a file with what is said about them, or nothing. */
public final class Uploads {
    /** How long bytes wait to become a file. */
    static final Duration PATIENCE = Duration.ofHours(6);

    private static final Logger log = LoggerFactory.getLogger(Uploads.class);

    private final FileStorage storage;
    private final LooseObjects loose;
    private final DataFileTable table;
    private final Room room;
    private final GrantHold hold;
    private final DurableActs acts;

    Uploads(FileStorage storage, LooseObjects loose, DataFileTable table, Room room, GrantHold hold, DurableActs acts) {
        this.storage = storage;
        this.loose = loose;
        this.table = table;
        this.room = room;
        this.hold = hold;
        this.acts = acts;
    }

    /**
     * The room for files.
     *
     * @param largest bytes that one file may have
     */
    record Room(long largest, Quotas quotas) {}

    /** Bytes that one file may have. */
    public long largest() {
        return room.largest();
    }

    /**
     * Stores the bytes of the stream as they come. They cannot be seen before they are kept, and are erased where that
     * does not happen within six hours.
     *
     * @param charge whose room it takes, from before the first byte on
     * @param size what is known of its size
     * @throws FileTooLarge when more comes than a file may have; nothing is left then
     * @throws QuotaReached when it does not fit into that room; nothing is left then
     * @throws StorageFailure when the storage does not take it; nothing is left then
     * @throws IOException when the stream breaks; nothing is left then
     */
    public Received receive(InputStream content, UploadCharge charge, UploadSize size) throws IOException {
        return Work.FILES.call(() -> store(content, charge, size));
    }

    private Received store(InputStream content, UploadCharge charge, UploadSize size) throws IOException {
        if (size.least() > room.largest()) {
            throw new FileTooLarge(room.largest());
        }
        StorageKey key = StorageKey.next();
        Taken taken = Taken.of(room.quotas(), key, charge, size, acts.now());
        MeasuredStream measured = new MeasuredStream(content, room.largest(), taken);
        boolean stored = false;
        try {
            storage.store(key, measured);
            stored = true;
            taken.shrink(measured.size());
            return measured.received(key);
        } catch (IOException failure) {
            throw blame(measured, failure);
        } finally {
            if (!stored) {
                room.quotas().release(key);
            }
        }
    }

    /** The room that one object has, which grows while it comes in. */
    private static final class Taken implements MeasuredStream.Room {
        private static final long MOST_AT_ONCE = 64L * 1024 * 1024;
        private final Quotas quotas;
        private final StorageKey key;
        private final UploadCharge charge;
        private final Instant began;
        private long bytes;

        private Taken(Quotas quotas, StorageKey key, UploadCharge charge, Instant began, long bytes) {
            this.quotas = quotas;
            this.key = key;
            this.charge = charge;
            this.began = began;
            this.bytes = bytes;
        }

        static Taken of(Quotas quotas, StorageKey key, UploadCharge charge, UploadSize size, Instant now)
                throws QuotaReached {
            return switch (quotas.reserve(key, charge, size, now.plus(PATIENCE))) {
                case Quotas.Room.Kept(long bytes) -> new Taken(quotas, key, charge, now, bytes);
                case Quotas.Room.Full(QuotaReached reason) -> throw reason;
            };
        }

        @Override
        public void cover(long size) throws QuotaReached {
            if (size <= bytes) {
                return;
            }
            // As much again as came, so that a long stream of unknown length asks a few times only.
            long step = Math.clamp(size, UploadSize.UNKNOWN.likely(), MOST_AT_ONCE);
            UploadSize more = new UploadSize(Math.max(step, size - bytes), size - bytes);
            switch (quotas.extend(key, charge, bytes, more, began)) {
                case Quotas.Room.Kept(long granted) -> bytes += granted;
                case Quotas.Room.Full(QuotaReached reason) -> throw reason;
            }
        }

        void shrink(long size) {
            quotas.shrink(key, charge, bytes - size, began);
        }
    }

    private IOException blame(MeasuredStream measured, IOException failure) {
        if (measured.tooLarge()) {
            return new FileTooLarge(room.largest());
        }
        return measured.full().or(measured::broken).orElseGet(() -> {
            StorageFailure ours = StorageFailure.away(failure);
            log.warn("event=file-storage result={} failure={}", ours.full() ? "full" : "failed", ours.getMessage());
            return ours;
        });
    }

    /** The file that was made of an upload. */
    Optional<DataFile> find(long id) {
        return table.read(id);
    }

    /** Gives up the bytes received; they are erased within a minute. */
    public void discard(Received received) {
        Work.FILES.run(() -> room.quotas().release(received.key()));
    }

    /**
     * Makes the bytes received a file of the grant's member, if the grant is still active and the account in use.
     *
     * @param byMember whether the member uploads it, not the project
     * @param by the doer, as an event with actor and client
     */
    public UploadOutcome keep(
            Received received,
            Grant grant,
            int projectId,
            boolean byMember,
            FileDescription description,
            AuditEvent by) {
        return Work.FILES.call(() -> make(received, grant, projectId, byMember, description, by));
    }

    private UploadOutcome make(
            Received received,
            Grant grant,
            int projectId,
            boolean byMember,
            FileDescription description,
            AuditEvent by) {
        Optional<DigestMismatch> mismatch = description.metadata().mismatch(received);
        if (mismatch.isPresent()) {
            discard(received);
            return new UploadOutcome.Mismatch(mismatch.get());
        }
        NewFile file = new NewFile(null, projectId, byMember, description, received);
        UploadOutcome outcome = acts.callOrUndo(undo -> {
            UploadOutcome made = hold.take(grant) ? adopt(grant, file, by) : new UploadOutcome.Ended();
            if (!(made instanceof UploadOutcome.Kept)) {
                undo.run();
            }
            return made;
        });
        if (!(outcome instanceof UploadOutcome.Kept)) {
            discard(received);
        }
        return outcome;
    }

    /** The kind of event to give to {@link #keep}. */
    public static AuditEvent upload() {
        return AuditEvent.of("files.uploaded");
    }

    /** Within a transaction that holds the grant, and is undone where no file is made: the bytes waited too long, or do not fit. */
    UploadOutcome adopt(Grant grant, NewFile file, AuditEvent by) {
        if (!loose.hold(file.received().key())) {
            return new UploadOutcome.Ended();
        }
        UploadCharge charge = new UploadCharge(file.projectId(), grant.memberId(), null);
        Optional<QuotaReached> reached = room.quotas().settle(charge, file.received());
        if (reached.isPresent()) {
            return new UploadOutcome.Full(reached.get());
        }
        loose.adopt(file.received().key());
        DataFile made = table.insert(grant, file, acts.now());
        acts.record(by.to(grant.memberId())
                .with("file", Long.toString(made.id()))
                .with("size", Long.toString(made.size())));
        return new UploadOutcome.Kept(made);
    }
}
