package vouchsafe.consent;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Stewardship;

/** The active connections of a whole project, which are read and ended some at a time. */
final class ProjectConnections {
    private static final int BATCH = 100;

    private final Grants grants;
    private final Withdrawal withdrawal;
    private final UnderGrant underGrant;

    ProjectConnections(Grants grants, Withdrawal withdrawal, UnderGrant underGrant) {
        this.grants = grants;
        this.withdrawal = withdrawal;
        this.underGrant = underGrant;
    }

    /** Whether the project has members beside this one. */
    boolean othersShare(Project project, UUID memberId) {
        boolean own = grants.find(project.clientRowId(), memberId)
                .filter(Grant::active)
                .isPresent();
        return grants.activeCount(project.clientRowId()) > (own ? 1 : 0);
    }

    /** Ends every connection with a closed project, each in its own transaction. */
    void end(Project project, Stewardship.Closing closing) {
        List<Grant> some = grants.active(project.clientRowId(), Optional.empty(), BATCH);
        while (!some.isEmpty()) {
            some.forEach(grant -> withdrawal.byClosing(grant, closing));
            some = grants.active(project.clientRowId(), Optional.empty(), BATCH);
        }
    }

    /** Ends codes and tokens of every connection; the consents stay. Part of the caller's transaction. */
    void signOut(Project project, String because) {
        some(project, some -> some.forEach(grant -> underGrant.end(grant, because)));
    }

    /** Hands over every connection, some at a time. */
    void some(Project project, Consumer<List<Grant>> work) {
        Optional<UUID> after = Optional.empty();
        List<Grant> some = grants.active(project.clientRowId(), after, BATCH);
        while (!some.isEmpty()) {
            work.accept(some);
            after = Optional.of(some.getLast().id());
            some = grants.active(project.clientRowId(), after, BATCH);
        }
    }
}
