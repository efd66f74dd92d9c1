package vouchsafe.sharing;

import java.util.Optional;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Decides, each time a download link is used, whether whoever it was made for may read the file now. */
public final class FileAccess {
    private final DataFiles files;
    private final DownloadLinks links;
    private final ReadLedger ledger;
    private final Grants grants;
    private final Projects projects;
    private final PublicSharing publicSharing;

    FileAccess(
            DataFiles files,
            DownloadLinks links,
            ReadLedger ledger,
            Grants grants,
            Projects projects,
            PublicSharing publicSharing) {
        this.files = files;
        this.links = links;
        this.ledger = ledger;
        this.grants = grants;
        this.projects = projects;
        this.publicSharing = publicSharing;
    }

    /** What comes of a link. */
    public sealed interface Decision {
        /** The file may be read; each reading must be {@link #note noted} before its first byte. */
        record Yes(DataFile file, Reading reading) implements Decision {}

        /** The file is there, but not for whoever has this link, or no longer. */
        record NotAuthorized() implements Decision {}

        /** There is no such file. */
        record Unavailable() implements Decision {}
    }

    /** Who reads. */
    public sealed interface Reading {
        /** The project of this grant. */
        record UnderGrant(Grant grant) implements Reading {}

        /** Its owner. */
        record ByOwner() implements Reading {}

        /** Anyone. */
        record ByAnyone() implements Reading {}
    }

    /** Decides about a file and the key in its link. */
    public Decision decide(long fileId, String key) {
        Optional<DataFile> found = files.find(fileId);
        if (found.isEmpty()) {
            return new Decision.Unavailable();
        }
        DataFile file = found.get();
        return links.reader(fileId, key)
                .flatMap(reader -> reading(file, reader))
                .<Decision>map(reading -> new Decision.Yes(file, reading))
                .orElseGet(Decision.NotAuthorized::new);
    }

    private Optional<Reading> reading(DataFile file, DownloadLinks.Reader reader) {
        return switch (reader) {
            case DownloadLinks.Reader.Project project ->
                grants.find(project.grantId())
                        .filter(grant -> shows(grant, file))
                        .map(Reading.UnderGrant::new);
            case DownloadLinks.Reader.Owner owner ->
                owner.memberId().equals(file.memberId()) ? Optional.of(new Reading.ByOwner()) : Optional.empty();
            case DownloadLinks.Reader.Everyone everyone ->
                publicSharing.isPublic(file.memberId(), file.projectId())
                        ? Optional.of(new Reading.ByAnyone())
                        : Optional.empty();
        };
    }

    private boolean shows(Grant grant, DataFile file) {
        return grant.active()
                && projects.byClient(grant.clientId())
                        .filter(Project::running)
                        .filter(project -> VisibleFiles.scope(project, grant).contains(file))
                        .isPresent();
    }

    /** Whether who began to read may read on; from memory where a project reads, so that it can be asked often. */
    public boolean holds(Decision.Yes granted) {
        return switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) ->
                grants.current(grant.id()).filter(Grant::active).isPresent();
            case Reading.ByOwner() -> true;
            case Reading.ByAnyone() ->
                publicSharing.isPublic(granted.file().memberId(), granted.file().projectId());
        };
    }

    /** Writes the reading into the member's ledger. */
    public void note(Decision.Yes granted) {
        switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) -> {
                ledger.byProject(granted.file(), grant);
                grants.noteRead(grant);
            }
            case Reading.ByOwner() -> ledger.byOwner(granted.file());
            case Reading.ByAnyone() -> ledger.byAnyone(granted.file());
        }
    }
}
