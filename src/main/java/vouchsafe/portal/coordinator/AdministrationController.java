package vouchsafe.portal.coordinator;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** The settings of a project that only administrators change. */
@Controller
final class AdministrationController {
    private final OwnProjects ownProjects;
    private final Projects projects;
    private final MasterTokens masterTokens;
    private final DataTypeRegistration dataTypes;

    AdministrationController(
            OwnProjects ownProjects, Projects projects, MasterTokens masterTokens, DataTypeRegistration dataTypes) {
        this.ownProjects = ownProjects;
        this.projects = projects;
        this.masterTokens = masterTokens;
        this.dataTypes = dataTypes;
    }

    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/administration/")
    @Nullable
    JteModel save(
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        if (!member.administrator()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        FormFields fields = FormFields.of(request.getParameterMap());
        projects.setAllSourcesAccess(project.id(), fields.ticked("all_sources_access"), member.id());
        dataTypes.allow(project, fields.ticked("any_datatypes"), fields.ticked("auto_add_datatypes"), member.id());
        boolean never = fields.ticked("token_expiration_disabled");
        if (never != project.masterTokenNeverExpires()) {
            masterTokens.setNeverExpires(project, never, member.id());
        }
        PageArguments.flash(request, "Saved.");
        return Redirect.seeOther(response, project.detailPath());
    }
}
