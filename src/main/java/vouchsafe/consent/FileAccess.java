package vouchsafe.consent;

import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;

/** Decides, each time a download link is used, whether whoever it was made for may read the file now. */
public final class FileAccess {
    private final DataFiles files;
    private final DownloadLinks links;
    private final ReadLedger ledger;
    private final Grants grants;
    private final Standings standings;
    private final Clients clients;
    private final Projects projects;
    private final PublicSharing publicSharing;

    FileAccess(
            DataFiles files,
            DownloadLinks links,
            ReadLedger ledger,
            Grants grants,
            Standings standings,
            Clients clients,
            Projects projects,
            PublicSharing publicSharing) {
        this.files = files;
        this.links = links;
        this.ledger = ledger;
        this.grants = grants;
        this.standings = standings;
        this.clients = clients;
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

        /** Its owner, signed in under these credentials. */
        record ByOwner(Credentials credentials) implements Reading {}

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
                standings.credentials(file.memberId()).filter(owner::actsUnder).map(Reading.ByOwner::new);
            case DownloadLinks.Reader.Everyone everyone ->
                publicSharing.isPublic(file.memberId(), file.projectId())
                        ? Optional.of(new Reading.ByAnyone())
                        : Optional.empty();
        };
    }

    private boolean shows(Grant grant, DataFile file) {
        return grant.active()
                && standings.active(grant.memberId())
                && projects.byClient(grant.clientId())
                        .filter(Project::running)
                        .filter(project -> VisibleFiles.scope(project, grant).contains(file))
                        .isPresent();
    }

    /** Whether who began to read may read on; from memory where a project reads, so that it can be asked often. */
    public boolean holds(Decision.Yes granted) {
        return switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) ->
                grants.current(grant.id()).filter(Grant::active).isPresent()
                        && standings.active(grant.memberId())
                        && clients.find(grant.clientId()).filter(Client::usable).isPresent();
            case Reading.ByOwner(Credentials credentials) ->
                standings
                        .credentials(credentials.memberId())
                        .filter(credentials::equals)
                        .isPresent();
            case Reading.ByAnyone() ->
                publicSharing.isPublic(granted.file().memberId(), granted.file().projectId());
        };
    }

    /** Writes the reading into the member's ledger; false where it may not be begun any more. */
    public boolean note(Decision.Yes granted) {
        return switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) -> {
                boolean noted = ledger.byProject(granted.file(), grant);
                if (noted) {
                    grants.noteRead(grant);
                }
                yield noted;
            }
            case Reading.ByOwner(Credentials credentials) -> ledger.byOwner(granted.file(), credentials);
            case Reading.ByAnyone() -> ledger.byAnyone(granted.file());
        };
    }
}
