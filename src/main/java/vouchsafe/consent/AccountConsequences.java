package vouchsafe.consent;

import java.util.List;
import java.util.UUID;
import vouchsafe.accounts.AccountEvents;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.messages.Messages;

/**
 * The consequences of changes of an account for the member's apps: their codes and tokens end, the consents stay, and a
 * suspended member gets no more mail. An app gets new tokens when the member, signed in anew, comes by its authorization
 * page. Only a deleted account ends the consents themselves.
 */
final class AccountConsequences implements AccountEvents {
    private final Grants grants;
    private final AppsOfMember apps;
    private final Messages messages;
    private final Withdrawal withdrawal;
    private final FilesLeft filesLeft;
    private final ProjectEnds projectEnds;

    AccountConsequences(
            Grants grants,
            AppsOfMember apps,
            Messages messages,
            Withdrawal withdrawal,
            FilesLeft filesLeft,
            ProjectEnds projectEnds) {
        this.grants = grants;
        this.apps = apps;
        this.messages = messages;
        this.withdrawal = withdrawal;
        this.filesLeft = filesLeft;
        this.projectEnds = projectEnds;
    }

    @Override
    public void credentialsReplaced(UUID memberId, boolean endApps) {
        if (endApps) {
            apps.end(memberId, "password changed");
        }
    }

    @Override
    public void suspending(UUID memberId) {
        projectEnds.lockOfCoordinator(memberId);
    }

    @Override
    public void suspended(UUID memberId) {
        apps.end(memberId, "account suspended");
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
        return projectEnds.unanswered(memberId).stream()
                .map(each -> "You run the project \"" + each.project().name() + "\", which "
                        + (each.hasMembers() ? "has members" : "is open to members")
                        + ". Hand it over to somebody else, or close it, first.")
                .toList();
    }

    @Override
    public void deleted(UUID memberId, boolean erasureWanted) {
        for (Grant grant : grants.ofMember(memberId)) {
            if (grant.active()) {
                withdrawal.byMember(memberId, grant.id(), erasureWanted);
            }
        }
        apps.endOwn(memberId);
        messages.erase(memberId);
        filesLeft.afterAccount(memberId);
    }
}
