package vouchsafe.portal.coordinator;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.portal.catalogue.DifferenceLine;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.Projects;
import vouchsafe.projects.RequestedDifference;
import vouchsafe.projects.SetupChecklist;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.OnceShown;

/** Gathers the content of a project's detail page. */
final class DetailPages {
    private static final int REFUSED_SHOWN = 5;

    private final Projects projects;
    private final Catalogue catalogue;
    private final ProjectChanges changes;
    private final Clients clients;
    private final SetupChecklist checklist;
    private final Approvals approvals;
    private final RegisteredDataTypes dataTypes;
    private final RequestLog requests;
    private final OnceShown secrets;
    private final PublicAddress address;
    private final Snippets snippets;
    private final InstantSource clock;

    DetailPages(
            Projects projects,
            Catalogue catalogue,
            ProjectChanges changes,
            Clients clients,
            SetupChecklist checklist,
            Approvals approvals,
            RegisteredDataTypes dataTypes,
            RequestLog requests,
            OnceShown secrets,
            PublicAddress address,
            InstantSource clock) {
        this.projects = projects;
        this.catalogue = catalogue;
        this.changes = changes;
        this.clients = clients;
        this.checklist = checklist;
        this.approvals = approvals;
        this.dataTypes = dataTypes;
        this.requests = requests;
        this.secrets = secrets;
        this.address = address;
        this.snippets = new Snippets(address);
        this.clock = clock;
    }

    DetailPage of(Project project, HttpServletRequest request) {
        Client client = clients.find(project.clientRowId()).orElseThrow();
        Instant now = clock.instant();
        return new DetailPage(
                project,
                client,
                client.secrets().stream().filter(secret -> secret.live(now)).toList(),
                secrets.take(request, ProjectSecretKind.CLIENT_SECRET.of(project.id()))
                        .orElse(null),
                secrets.take(request, ProjectSecretKind.MASTER_TOKEN.of(project.id()))
                        .orElse(null),
                projects.activeMembers(project),
                projects.memberCap(),
                Asking.of(project.requested(), catalogue),
                waitingChange(project),
                ProjectUrls.of(address, project, client),
                checklist.of(project),
                approvals.newest(project).map(ApprovalRequest::state).orElse(null),
                project.onSite() ? List.of() : snippets.of(client),
                dataTypes.of(project.id()),
                requests.latestRefused(project.clientRowId(), Optional.empty(), REFUSED_SHOWN),
                now);
    }

    private List<DifferenceLine> waitingChange(Project project) {
        return changes.waiting(project.id())
                .map(change -> RequestedDifference.between(project.requested(), change.requested()))
                .map(differences -> DifferenceLine.of(differences, catalogue))
                .orElse(List.of());
    }
}
