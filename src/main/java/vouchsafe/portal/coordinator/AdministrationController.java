package vouchsafe.portal.coordinator;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Reply;

/** The settings of a project that only administrators change. */
@Controller
final class AdministrationController {
    private final Projects projects;
    private final MasterTokens masterTokens;
    private final DataTypeRegistration dataTypes;

    AdministrationController(Projects projects, MasterTokens masterTokens, DataTypeRegistration dataTypes) {
        this.projects = projects;
        this.masterTokens = masterTokens;
        this.dataTypes = dataTypes;
    }

    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/administration/")
    Reply save(
            @AuthenticationPrincipal SignedInMember member, HttpServletRequest request, @OwnProject Project project) {
        if (!member.administrator()) {
            throw new NoSuchPage();
        }
        FormFields fields = FormFields.of(request.getParameterMap());
        projects.setAllSourcesAccess(project.id(), fields.ticked("all_sources_access"), member.id());
        dataTypes.allow(project, fields.ticked("any_datatypes"), fields.ticked("auto_add_datatypes"), member.id());
        boolean never = fields.ticked("token_expiration_disabled");
        if (never != project.masterTokenNeverExpires()) {
            masterTokens.setNeverExpires(project, never, member.id());
        }
        return Reply.seeOther(project.detailPath()).saying("Saved.");
    }
}
