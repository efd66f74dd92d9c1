package vouchsafe.portal.mydata;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.files.DataFiles;
import vouchsafe.files.FileChoice;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * The pages on which a member adds a file to a project of theirs, or deletes all their files of a project, even of one they
 * left.
 */
@Controller
final class ProjectFilesController {
    private static final String DELETE = "/activity/{slug}/delete-files/";

    private final StaticTemplates templates = new StaticTemplates();
    private final MyData data;
    private final Grants grants;
    private final Uploads uploads;
    private final DataFiles files;
    private final Projects projects;

    ProjectFilesController(MyData data, Grants grants, Uploads uploads, DataFiles files, Projects projects) {
        this.data = data;
        this.grants = grants;
        this.uploads = uploads;
        this.files = files;
        this.projects = projects;
    }

    /** Shows the form; {@link MemberUploadServlet} takes its upload. */
    @GetMapping("/activity/{slug}/upload/")
    Reply upload(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String problem,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = project(slug);
        if (member == null) {
            return Reply.signIn(project.activityPath() + "upload/");
        }
        if (grants.find(project.clientRowId(), member.id())
                .filter(Grant::active)
                .isEmpty()) {
            throw new NoSuchPage();
        }
        Map<String, String> errors = UploadProblem.of(problem)
                .map(each -> Map.of(each.field(), each.text()))
                .orElse(Map.of());
        JteModel form = templates.mydataUpload(page, project, uploads.largest(), errors);
        return errors.isEmpty() ? Reply.page(form) : Reply.mend(form);
    }

    @GetMapping(DELETE)
    Reply ask(Page page, @PathVariable String slug, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = project(slug);
        if (member == null) {
            return Reply.signIn(project.activityPath() + "delete-files/");
        }
        OwnSource source = data.source(member.id(), project).orElseThrow(NoSuchPage::new);
        return Reply.page(templates.mydataDeleteFiles(page, source));
    }

    @PostMapping(DELETE)
    Reply delete(@PathVariable String slug, @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = project(slug);
        if (member == null) {
            return Reply.signIn(project.activityPath() + "delete-files/");
        }
        int deleted = files.delete(
                        member.id(),
                        new FileChoice.OfProject(project.id()),
                        DataFiles.deletion().by(member.id()))
                .size();
        return Reply.seeOther(MyDataController.PATH)
                .doneIf(deleted > 0)
                .saying(
                        deleted == 0
                                ? "You have no files of \"" + project.name() + "\" here."
                                : "Your " + (deleted == 1 ? "file" : deleted + " files") + " of \"" + project.name()
                                        + "\" " + (deleted == 1 ? "is" : "are") + " deleted.");
    }

    private Project project(String slug) {
        return projects.bySlug(slug).orElseThrow(NoSuchPage::new);
    }
}
