package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vouchsafe.datatypes.ProjectDataTypes;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.OnceShown;

/**
 * The content of a project's detail page.
 *
 * @param newSecret a client secret that was just made and works, or null
 * @param newMasterToken a master access token that was just made, or null
 * @param members the number of members who are connected now
 * @param cap the most members that a project in development may have
 * @param waitingChange the differences of the change that waits for a reviewer; empty where none waits
 * @param approval the state of the newest request for approval, or null where none was made
 * @param dataTypes the kinds of data that its files may be of
 * @param now when the page was made
 */
public record DetailPage(
        Project project,
        AppSide app,
        OnceShown.@Nullable Shown newSecret,
        OnceShown.@Nullable Shown newMasterToken,
        long members,
        int cap,
        Asking asking,
        List<DifferenceLine> waitingChange,
        ApprovalRequest.@Nullable State approval,
        ProjectDataTypes dataTypes,
        Instant now) {

    /** Whether the master access token works at this moment. */
    public boolean masterTokenWorks() {
        Instant expires = project.masterTokenExpiresAt();
        return expires != null && (project.masterTokenNeverExpires() || now.isBefore(expires));
    }

    /** Whether the coordinator changed anything since the project was made. */
    public boolean edited() {
        return project.updatedAt().isAfter(project.createdAt());
    }
}
