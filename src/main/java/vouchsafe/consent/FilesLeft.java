package vouchsafe.consent;

import java.util.UUID;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.projects.Project;
import vouchsafe.publication.PublicSharing;

/** What becomes of a member's files when they leave a project, or this server. Part of the caller's transaction. */
final class FilesLeft {
    private final PublicSharing publicSharing;
    private final DataFiles files;
    private final ReadLedger reads;

    FilesLeft(PublicSharing publicSharing, DataFiles files, ReadLedger reads) {
        this.publicSharing = publicSharing;
        this.files = files;
        this.reads = reads;
    }

    /** Files that stay here become private: the member need not remember that they were public. */
    void after(Grant ended, Project project, boolean erasureHere, UUID actor) {
        publicSharing.stop(ended.memberId(), project, actor);
        if (erasureHere) {
            files.delete(
                    ended.memberId(),
                    new FileChoice.OfProject(project.id()),
                    DataFiles.deletion().by(actor).client(ended.clientRowId()));
        }
    }

    /** Nothing stays. */
    void afterAccount(UUID memberId) {
        publicSharing.end(memberId);
        files.delete(memberId, new FileChoice.All(), DataFiles.deletion().by(memberId));
        // Only the member ever read it, and it names their files.
        reads.erase(memberId);
    }
}
