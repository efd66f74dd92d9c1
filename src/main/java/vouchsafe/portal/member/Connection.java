package vouchsafe.portal.member;

import java.util.List;
import java.util.Optional;
import vouchsafe.consent.Erasure;
import vouchsafe.grants.Grant;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.Project;

/**
 * One connection as its member sees it.
 *
 * @param name the other side's name for the member
 * @param project the project; empty for an app without one
 * @param sources names of the projects whose data may be read
 * @param news differences between the present request and the agreement; empty where there are none
 * @param erasure the state of the erasure of the project's data
 * @param reviewPath path of the page that asks for consent to the present request; empty where only the app can lead there
 */
public record Connection(
        Grant grant,
        String name,
        Optional<Project> project,
        List<String> sources,
        List<DifferenceLine> news,
        Erasure erasure,
        String reviewPath) {

    /** Path of the page about this connection alone. */
    public String path() {
        return "/member/me/connections/" + grant.id() + "/";
    }

    /** Path of the ledger of its reads. */
    public String ledgerPath() {
        return "/member/me/ledger/?by="
                + project.map(each -> Integer.toString(each.id()))
                        .orElseGet(() -> grant.id().toString());
    }

    /** Path of the page that asks whether to end it. */
    public String leavePath() {
        return "/direct-sharing/projects/leave/" + grant.id() + "/";
    }

    /** Path of the badge image, empty where there is none. */
    public String badge() {
        return project.map(Project::badgePath).orElse("");
    }

    /** Whether it learns only that the member connected. */
    public boolean seesNothing() {
        return sources.isEmpty()
                && !grant.permissions().allSources()
                && !grant.permissions().usernameShared()
                && !grant.permissions().messagesAllowed();
    }
}
