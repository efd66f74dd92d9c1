package vouchsafe.portal.coordinator;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import vouchsafe.crypto.Digests;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.portal.catalogue.AskedOfMembers;
import vouchsafe.projects.ApprovalRequest;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.OnceShown;

/** Gathers the content of a project's detail page. */
final class DetailPages {
    private final Projects projects;
    private final AppSides apps;
    private final AskedOfMembers asked;
    private final RegisteredDataTypes dataTypes;
    private final OnceShown secrets;
    private final InstantSource clock;

    DetailPages(
            Projects projects,
            AppSides apps,
            AskedOfMembers asked,
            RegisteredDataTypes dataTypes,
            OnceShown secrets,
            InstantSource clock) {
        this.projects = projects;
        this.apps = apps;
        this.asked = asked;
        this.dataTypes = dataTypes;
        this.secrets = secrets;
        this.clock = clock;
    }

    DetailPage of(Project project, HttpServletRequest request) {
        Instant now = clock.instant();
        AppSide app = apps.of(project, now);
        return new DetailPage(
                project,
                app,
                secrets.shown(request, ProjectSecretKind.CLIENT_SECRET.of(project.id()))
                        .filter(shown -> app.secrets().stream()
                                .anyMatch(live -> Digests.same(live.hash(), Digests.sha256(shown.reveal()))))
                        .orElse(null),
                secrets.shown(request, ProjectSecretKind.MASTER_TOKEN.of(project.id()))
                        .filter(shown -> project.masterTokenExpiresAt() != null)
                        .orElse(null),
                projects.activeMembers(project),
                projects.memberCap(),
                asked.now(project),
                asked.news(project, asked.waiting(project)),
                asked.approval(project).map(ApprovalRequest::state).orElse(null),
                dataTypes.of(project.id()),
                now);
    }
}
