package vouchsafe.consent;

import java.util.List;
import java.util.UUID;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.files.ReadLedger;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Messages;
import vouchsafe.oauth.Authorizations;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.publication.PublicSharing;

/**
 * The consequences of changes of an account for the member's apps: their codes and tokens end, the consents stay, and a
 * suspended member gets no more mail. An app gets new tokens when the member, signed in anew, comes by its authorization
 * page. Only a deleted account ends the consents themselves.
 */
final class AccountConsequences implements AccountEvents {
    private final Grants grants;
    private final Authorizations authorizations;
    private final Messages messages;
    private final Projects projects;
    private final Withdrawal withdrawal;
    private final PublicSharing publicSharing;
    private final DataFiles files;
    private final ReadLedger reads;
    private final ProjectEnds projectEnds;
    private final DeveloperTokens developerTokens;

    AccountConsequences(
            Grants grants,
            Authorizations authorizations,
            Messages messages,
            Projects projects,
            Withdrawal withdrawal,
            PublicSharing publicSharing,
            DataFiles files,
            ReadLedger reads,
            ProjectEnds projectEnds,
            DeveloperTokens developerTokens) {
        this.grants = grants;
        this.authorizations = authorizations;
        this.messages = messages;
        this.projects = projects;
        this.withdrawal = withdrawal;
        this.publicSharing = publicSharing;
        this.files = files;
        this.reads = reads;
        this.projectEnds = projectEnds;
        this.developerTokens = developerTokens;
    }

    @Override
    public void credentialsReplaced(UUID memberId, boolean endApps) {
        if (endApps) {
            endApps(memberId, "password changed");
        }
    }

    @Override
    public void suspending(UUID memberId) {
        projectEnds.lockOfCoordinator(memberId);
    }

    @Override
    public void suspended(UUID memberId) {
        endApps(memberId, "account suspended");
        grants.ofMember(memberId).forEach(grant -> messages.cancelFor(grant.id()));
        projectEnds.coordinatorSuspended(memberId);
    }

    @Override
    public void reinstated(UUID memberId) {
        projectEnds.coordinatorReinstated(memberId);
    }

    /** Locks the consents before the member, in the order of the acts that add to a consent. */
    @Override
    public void deleting(UUID memberId) {
        grants.lockOfMember(memberId);
    }

    /** Names the projects that go on and would lose the coordinator who answers for them. */
    @Override
    public List<String> obstaclesToDeletion(UUID memberId) {
        return projects.byCoordinator(memberId).stream()
                .filter(project -> project.active() || othersShare(project, memberId))
                .map(project -> "You run the project \"" + project.name() + "\", which "
                        + (othersShare(project, memberId) ? "has members" : "is open to members")
                        + ". Hand it over to somebody else, or close it, first.")
                .toList();
    }

    private boolean othersShare(Project project, UUID memberId) {
        boolean own = grants.find(project.clientRowId(), memberId)
                .filter(Grant::active)
                .isPresent();
        return projects.activeMembers(project) > (own ? 1 : 0);
    }

    @Override
    public void deleted(UUID memberId, boolean erasureWanted) {
        for (Grant grant : grants.ofMember(memberId)) {
            if (grant.active()) {
                withdrawal.byMember(memberId, grant.id(), erasureWanted);
            }
        }
        developerTokens.remove(memberId);
        publicSharing.end(memberId);
        messages.erase(memberId);
        files.delete(memberId, new FileChoice.All(), DataFiles.deletion().by(memberId));
        // Only the member ever read it, and it names their files.
        reads.erase(memberId);
    }

    private void endApps(UUID memberId, String because) {
        developerTokens.remove(memberId);
        for (Grant grant : grants.ofMember(memberId)) {
            if (grant.active()) {
                authorizations.endAll(grant.id(), because);
            }
        }
    }
}
