package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.ProjectKind;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * Turns a project into one of the other kind, for an administrator: the form asks only for the fields that the other kind
 * needs.
 */
@Controller
final class ConversionController {
    private static final String PATH = "/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/convert/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Catalogue catalogue;
    private final ProjectEnds ends;

    ConversionController(Catalogue catalogue, ProjectEnds ends) {
        this.catalogue = catalogue;
        this.ends = ends;
    }

    @GetMapping(PATH)
    JteModel ask(Page page, @AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        requireAdministrator(member);
        return templates.coordinatorConvert(page, project, new FormFields(Map.of()), Map.of());
    }

    @PostMapping(PATH)
    Reply convert(
            Page page,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            @OwnProject Project project) {
        requireAdministrator(member);
        ProjectKind kind = project.onSite() ? ProjectKind.OAUTH2 : ProjectKind.ON_SITE;
        FormFields sent = FormFields.of(request.getParameterMap());
        Map<String, List<String>> all = new HashMap<>(
                ProjectForm.filled(project.details(), List.of(), false).values());
        all.putAll(sent.values());
        var choices = catalogue.choices(catalogue.sourcesFor(project));
        return switch (ProjectForm.forKind(kind, new FormFields(all), project, choices)) {
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                Reply.mend(templates.coordinatorConvert(page, project, sent, errors));
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> {
                Project converted = ends.convert(project, kind, draft, member.id());
                yield Reply.seeOther(converted.detailPath())
                        .saying("“" + converted.name() + "” is of the kind " + kind.word()
                                + " now. Its apps are signed out.");
            }
        };
    }

    private static void requireAdministrator(SignedInMember member) {
        if (!member.administrator()) {
            throw new NoSuchPage();
        }
    }
}
