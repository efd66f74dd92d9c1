package vouchsafe.consent;

import java.util.Optional;
import vouchsafe.accounts.Credentials;
import vouchsafe.accounts.Standings;
import vouchsafe.files.DataFile;
import vouchsafe.files.DataFiles;
import vouchsafe.files.DownloadLinks;
import vouchsafe.files.FileAccess;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.publication.PublicSharing;

/** Decides by grants, accounts and public sharing whether the holder of a download link may read the file now. */
final class ReadingRights implements FileAccess {
    private final DataFiles files;
    private final DownloadLinks links;
    private final ReadLedger ledger;
    private final ReadsUnderGrant underGrant;
    private final Standings standings;
    private final PublicSharing publicSharing;

    ReadingRights(
            DataFiles files,
            DownloadLinks links,
            ReadLedger ledger,
            ReadsUnderGrant underGrant,
            Standings standings,
            PublicSharing publicSharing) {
        this.files = files;
        this.links = links;
        this.ledger = ledger;
        this.underGrant = underGrant;
        this.standings = standings;
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
                underGrant.find(project.grantId(), file).map(Reading.UnderGrant::new);
            case DownloadLinks.Reader.Owner owner ->
                standings.credentials(file.memberId()).filter(owner::actsUnder).map(Reading.ByOwner::new);
            case DownloadLinks.Reader.Everyone everyone ->
                publicSharing.isPublic(file.memberId(), file.projectId())
                        ? Optional.of(new Reading.ByAnyone())
                        : Optional.empty();
        };
    }

    @Override
    public boolean holds(Decision.Yes granted) {
        return switch (granted.reading()) {
            case Reading.UnderGrant(Grant grant) -> underGrant.holds(grant);
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
                    underGrant.note(grant);
                }
                yield noted;
            }
            case Reading.ByOwner(Credentials credentials) -> ledger.byOwner(granted.file(), credentials);
            case Reading.ByAnyone() -> ledger.byAnyone(granted.file());
        };
    }
}
