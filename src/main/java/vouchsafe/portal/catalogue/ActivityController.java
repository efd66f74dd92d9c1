package vouchsafe.portal.catalogue;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.Grants;
import vouchsafe.portal.mydata.MyData;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;

/** The page of a project for everyone. */
@Controller
final class ActivityController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final Catalogue catalogue;
    private final Grants grants;
    private final Approvals approvals;
    private final MyData data;
    private final InstantSource clock;

    ActivityController(
            Projects projects,
            Catalogue catalogue,
            Grants grants,
            Approvals approvals,
            MyData data,
            InstantSource clock) {
        this.projects = projects;
        this.catalogue = catalogue;
        this.grants = grants;
        this.approvals = approvals;
        this.data = data;
        this.clock = clock;
    }

    @GetMapping("/activity/{slug}/")
    JteModel activity(Page page, @PathVariable String slug, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = projects.bySlug(slug).orElseThrow(NoSuchPage::new);
        return templates.catalogueActivity(
                page,
                project,
                Asking.of(project.requested(), catalogue),
                projects.activeMembers(project),
                projects.memberCap(),
                member == null ? Optional.empty() : grants.find(project.clientRowId(), member.id()),
                approvals.discussed(project),
                member == null ? Optional.empty() : data.source(member.id(), project),
                clock.instant());
    }
}
