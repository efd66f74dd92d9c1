package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
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
    private final FilesSettings settings;
    private final GrantHold hold;
    private final DurableActs acts;

    Uploads(
            FileStorage storage,
            LooseObjects loose,
            DataFileTable table,
            FilesSettings settings,
            GrantHold hold,
            DurableActs acts) {
        this.storage = storage;
        this.loose = loose;
        this.table = table;
        this.settings = settings;
        this.hold = hold;
        this.acts = acts;
    }

    /** Bytes that one file may have. */
    public long largest() {
        return settings.largest();
    }

    /**
     * Stores the bytes of the stream as they come. They cannot be seen before they are kept, and are erased where that
     * does not happen within six hours.
     *
     * @throws FileTooLarge when more comes than a file may have; nothing is left then
     * @throws StorageFailure when the storage does not take it; nothing is left then
     * @throws IOException when the stream breaks; nothing is left then
     */
    public Received receive(InputStream content) throws IOException {
        return Work.FILES.call(() -> store(content));
    }

    private Received store(InputStream content) throws IOException {
        StorageKey key = StorageKey.next();
        loose.add(key, acts.now().plus(PATIENCE));
        MeasuredStream measured = new MeasuredStream(content, settings.largest());
        boolean stored = false;
        try {
            storage.store(key, measured);
            stored = true;
            return measured.received(key);
        } catch (IOException failure) {
            throw blame(measured, failure);
        } finally {
            if (!stored) {
                loose.release(key, acts.now());
            }
        }
    }

    private IOException blame(MeasuredStream measured, IOException failure) {
        if (measured.tooLarge()) {
            return new FileTooLarge(settings.largest());
        }
        return measured.broken().orElseGet(() -> {
            StorageFailure ours = StorageFailure.away(failure);
            log.warn("event=file-storage result={} failure={}", ours.full() ? "full" : "failed", ours.getMessage());
            return ours;
        });
    }

    /** Gives up the bytes received; they are erased within a minute. */
    public void discard(Received received) {
        Work.FILES.run(() -> loose.release(received.key(), acts.now()));
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
        Optional<DataFile> kept = acts.call(() -> hold.take(grant) ? adopt(grant, file, by) : Optional.empty());
        if (kept.isEmpty()) {
            discard(received);
        }
        return kept.<UploadOutcome>map(UploadOutcome.Kept::new).orElseGet(UploadOutcome.Ended::new);
    }

    /** The kind of event to give to {@link #keep}. */
    public static AuditEvent upload() {
        return AuditEvent.of("files.uploaded");
    }

    /** Within a transaction that holds the grant: empty where the bytes waited too long. */
    Optional<DataFile> adopt(Grant grant, NewFile file, AuditEvent by) {
        if (!loose.adopt(file.received().key())) {
            return Optional.empty();
        }
        DataFile made = table.insert(grant, file, acts.now());
        acts.record(by.to(grant.memberId())
                .with("file", Long.toString(made.id()))
                .with("size", Long.toString(made.size())));
        return Optional.of(made);
    }
}
