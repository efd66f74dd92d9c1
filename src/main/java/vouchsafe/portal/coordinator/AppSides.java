package vouchsafe.portal.coordinator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vouchsafe.audit.RequestLog;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.files.Quotas;
import vouchsafe.oauth.ProofKeys;
import vouchsafe.projects.Project;
import vouchsafe.projects.SetupChecklist;
import vouchsafe.web.PublicAddress;

/** Gathers what the developers of projects' apps need to know. */
final class AppSides {
    private static final int REFUSED_SHOWN = 5;

    private final Clients clients;
    private final SetupChecklist checklist;
    private final ProofKeys proofKeys;
    private final RequestLog requests;
    private final Quotas quotas;
    private final PublicAddress address;
    private final Snippets snippets;

    AppSides(
            Clients clients,
            SetupChecklist checklist,
            ProofKeys proofKeys,
            RequestLog requests,
            Quotas quotas,
            PublicAddress address) {
        this.clients = clients;
        this.checklist = checklist;
        this.proofKeys = proofKeys;
        this.requests = requests;
        this.quotas = quotas;
        this.address = address;
        this.snippets = new Snippets(address);
    }

    AppSide of(Project project, Instant now) {
        Client client = clients.find(project.clientRowId()).orElseThrow();
        return new AppSide(
                client,
                client.secrets().stream().filter(secret -> secret.live(now)).toList(),
                ProjectUrls.of(address, project, client),
                project.onSite() ? List.of() : snippets.of(client),
                checklist.of(project),
                proofKeys.use(client.id()),
                requests.latestRefused(project.clientRowId(), Optional.empty(), REFUSED_SHOWN),
                quotas.ofProject(project.id()));
    }
}
