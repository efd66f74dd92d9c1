package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;

/**
 * Uploads in three steps: a project says what will come and gets a URL, puts the bytes there, and says that it is done.
 * Until then the file cannot be seen. The URL is a seal over the upload and its grant; bytes may be put again until the
 * last step.
 */
public final class DirectUploads {
    private final FileUploadTable table;
    private final Uploads uploads;
    private final Quotas quotas;
    private final GrantHold hold;
    private final UploadLinks links;
    private final DurableActs acts;

    DirectUploads(
            FileUploadTable table,
            Uploads uploads,
            Quotas quotas,
            GrantHold hold,
            UploadLinks links,
            DurableActs acts) {
        this.table = table;
        this.uploads = uploads;
        this.quotas = quotas;
        this.hold = hold;
        this.links = links;
        this.acts = acts;
    }

    /**
     * An upload that was begun.
     *
     * @param id the number that the file will have
     * @param url where to put the bytes; works for six hours, while the grant does
     */
    public record Begun(long id, String url) {}

    /**
     * Begins an upload; empty where the grant has ended, or its member's account is not in use.
     *
     * @param access what the token belongs to with which it is begun
     * @throws QuotaReached where no byte would fit
     */
    public Optional<Begun> begin(Grant grant, int projectId, UUID access, FileDescription description)
            throws QuotaReached {
        Instant now = acts.now();
        UploadCharge charge = new UploadCharge(projectId, grant.memberId(), access);
        Optional<QuotaReached> full = quotas.full(charge);
        if (full.isPresent()) {
            throw full.get();
        }
        Optional<Long> begun = acts.call(() -> hold.take(grant)
                ? Optional.of(table.insert(grant, charge, description, now, now.plus(Uploads.PATIENCE)))
                : Optional.empty());
        return begun.map(id -> new Begun(id, links.url(id, grant.id(), now)));
    }

    /** Whether bytes may be put for this upload under this key. */
    public boolean open(long id, String key) {
        return grant(id, key).isPresent();
    }

    /**
     * Stores the bytes of an upload; those put before are given up.
     *
     * @param size what is known of their number
     * @return false where the upload was ended meanwhile, and nothing is left
     */
    public boolean put(long id, String key, InputStream content, UploadSize size) throws IOException {
        Optional<UploadCharge> charge = grant(id, key).flatMap(grant -> table.charge(id, grant));
        if (charge.isEmpty()) {
            return false;
        }
        Received received = receive(id, content, charge.get(), size);
        boolean attached = acts.call(() -> {
            if (grant(id, key).filter(hold::take).isEmpty()) {
                return false;
            }
            table.detach(id).ifPresent(quotas::release);
            return table.attach(id, received, acts.now());
        });
        if (!attached) {
            uploads.discard(received);
        }
        return attached;
    }

    private Received receive(long id, InputStream content, UploadCharge charge, UploadSize size) throws IOException {
        // What was put before and is now put again must not stand in its own way.
        if (quotas.full(charge, size).isPresent()) {
            acts.run(() -> table.detach(id).ifPresent(quotas::release));
        }
        return uploads.receive(content, charge, size);
    }

    /** The outcome of the last step. */
    public sealed interface Completed {
        /** It is a file now. */
        record Done(DataFile file) implements Completed {}

        /** There is no such upload of this member through this project. */
        record Unknown() implements Completed {}

        /** Nothing was put. */
        record NotPresent() implements Completed {}

        /** The bytes do not fit into the member's or the project's room. */
        record Full(QuotaReached reason) implements Completed {}

        /** The bytes are not those that the metadata describe; the right ones can still be put. */
        record Mismatch(DigestMismatch difference) implements Completed {}
    }

    /**
     * Makes an upload a file. Asked again, the answer is the same.
     *
     * @param by the doer, as an event with actor and client
     */
    public Completed complete(Grant grant, int projectId, long id, AuditEvent by) {
        return acts.callOrUndo(undo -> {
            if (!hold.take(grant)) {
                return new Completed.Unknown();
            }
            Optional<FileUpload> found = table.lock(id, grant.id(), projectId, acts.now());
            if (found.isEmpty()) {
                return uploads.find(id)
                        .filter(file -> grant.id().equals(file.grantId()) && file.projectId() == projectId)
                        .<Completed>map(Completed.Done::new)
                        .orElseGet(Completed.Unknown::new);
            }
            FileUpload upload = found.get();
            Received received = upload.received();
            if (received == null) {
                return new Completed.NotPresent();
            }
            Optional<DigestMismatch> mismatch = upload.description().metadata().mismatch(received);
            if (mismatch.isPresent()) {
                return new Completed.Mismatch(mismatch.get());
            }
            NewFile promised = new NewFile(id, projectId, false, upload.description(), received);
            return switch (uploads.adopt(grant, promised, by)) {
                case UploadOutcome.Kept(DataFile file) -> {
                    table.delete(file.id());
                    yield new Completed.Done(file);
                }
                case UploadOutcome.Full(QuotaReached reason) -> {
                    undo.run();
                    yield new Completed.Full(reason);
                }
                case UploadOutcome.Ended ended -> {
                    undo.run();
                    yield new Completed.NotPresent();
                }
                case UploadOutcome.Mismatch mismatched -> new Completed.Mismatch(mismatched.difference());
            };
        });
    }

    /**
     * Ends every upload under a grant; bytes that were put are erased within a minute. Part of the caller's
     * transaction.
     */
    public void stop(UUID grantId) {
        table.deleteOf(grantId, acts.now());
    }

    private Optional<Grant> grant(long id, String key) {
        return links.grantId(id, key, acts.now())
                .flatMap(hold::find)
                .filter(grant -> table.exists(id, grant.id(), acts.now()));
    }
}
