package vouchsafe.consent;

import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileAccess;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;

/** Decides by grants, accounts and public sharing whether the holder of a download link may read the file now. */
final class ReadingRights implements FileAccess {
    private final DataFiles files;
    private final DownloadLinks links;
    private final ReadLedger ledger;
    private final Grants grants;
    private final Standings standings;
    private final Clients clients;
    private final Projects projects;
    private final PublicSharing publicSharing;

    ReadingRights(
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

    @Override
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
                && projects.byClient(grant.clientRowId())
                        .filter(Project::running)
                        .filter(project -> VisibleFiles.scope(project, grant).contains(file))
                        .isPresent();
    }

    @Override
    public boolean holds(Decision.Yes granted) {
        return switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) ->
                grants.current(grant.id()).filter(Grant::active).isPresent()
                        && standings.active(grant.memberId())
                        && clients.find(grant.clientRowId())
                                .filter(Client::usable)
                                .isPresent();
            case Reading.ByOwner(Credentials credentials) ->
                standings
                        .credentials(credentials.memberId())
                        .filter(credentials::equals)
                        .isPresent();
            case Reading.ByAnyone() ->
                publicSharing.isPublic(granted.file().memberId(), granted.file().projectId());
        };
    }

    @Override
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
