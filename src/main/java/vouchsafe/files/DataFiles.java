package vouchsafe.files;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.DurableActs;
import vouchsafe.grants.Grant;

/** The files of members. Permission to see one is decided elsewhere; here a scope says which are meant. */
public final class DataFiles {
    /** How many files {@link #firstPage} has at most. */
    public static final int PAGE = 100;

    private static final Logger log = LoggerFactory.getLogger(DataFiles.class);

    private final DataFileTable table;
    private final KeptFiles kept;
    private final FileStorage storage;
    private final GrantHold hold;
    private final DurableActs acts;
    private final Quotas quotas;

    DataFiles(
            DataFileTable table, KeptFiles kept, FileStorage storage, GrantHold hold, DurableActs acts, Quotas quotas) {
        this.table = table;
        this.kept = kept;
        this.storage = storage;
        this.hold = hold;
        this.acts = acts;
        this.quotas = quotas;
    }

    /** A file by its number. */
    public Optional<DataFile> find(long id) {
        return table.read(id);
    }

    /** How much a member stores and may store, of all sources. */
    public StorageUse stored(UUID memberId) {
        return quotas.ofMember(memberId);
    }

    /** Files by source, in text order, then by id. */
    public List<DataFile> list(FileScope scope, long offset, int most) {
        return table.list(scope, offset, most);
    }

    /** How many files a scope has. */
    public long count(FileScope scope) {
        return table.count(scope);
    }

    /** The first files of each scope, in its place, and the number of all: from memory, or in one statement. At most {@value #PAGE} of each. */
    public List<FirstFiles> first(List<FileScope> scopes, int most) {
        return kept.first(scopes, most);
    }

    /** The first {@value #PAGE} files of a scope. */
    public FirstFiles firstPage(FileScope scope) {
        return kept.first(scope);
    }

    /** A member's files, project by project in the order of their numbers, each with its latest few, in one statement. */
    public List<SourceFiles> bySource(UUID memberId, int most) {
        return table.bySource(memberId, most);
    }

    /**
     * A member's files of one project, latest first.
     *
     * @param before id of the last file of the page before
     */
    public List<DataFile> ofProject(UUID memberId, int projectId, Optional<Long> before, int most) {
        return table.ofProject(memberId, projectId, before.orElse(Long.MAX_VALUE), most);
    }

    /**
     * Opens a part of a file's bytes; {@code length} is at least 1.
     *
     * @throws StorageFailure where they can't be had now
     */
    public InputStream open(DataFile file, long from, long length) throws StorageFailure {
        try {
            return storage.open(file.key(), from, length);
        } catch (IOException failure) {
            log.warn("event=file-storage result=unreadable file={} failure={}", file.id(), failure.toString());
            throw StorageFailure.away(failure);
        }
    }

    /**
     * Deletes files of a member; their bytes follow within a minute. Part of the caller's transaction where there is one.
     *
     * @param by who did it: an event with actor and client; what was done is added
     * @return the numbers of the deleted files
     */
    public List<Long> delete(UUID memberId, FileChoice choice, AuditEvent by) {
        return acts.call(() -> {
            table.lockCounts(memberId);
            List<Long> ids = table.delete(memberId, choice, acts.now());
            if (choice instanceof FileChoice.All) {
                table.forgetCounts(memberId);
            }
            if (!ids.isEmpty()) {
                acts.record(by.to(memberId).with("files", Integer.toString(ids.size())));
            }
            return ids;
        });
    }

    /**
     * The same for the project of a grant; empty where the grant has ended, or its member's account is not in use.
     *
     * @param by who did it: an event with actor and client; what was done is added
     */
    public Optional<List<Long>> delete(Grant grant, FileChoice choice, AuditEvent by) {
        return acts.call(() -> hold.take(grant) ? Optional.of(delete(grant.memberId(), choice, by)) : Optional.empty());
    }

    /** The kind of event to give to {@link #delete}. */
    public static AuditEvent deletion() {
        return AuditEvent.of("files.deleted");
    }

    /** Reads a row of {@code data_files}, for statements of rooms above that join with tables of theirs. */
    public static DataFile row(ResultSet row, int number) throws SQLException {
        return DataFileTable.file(row, number);
    }
}
