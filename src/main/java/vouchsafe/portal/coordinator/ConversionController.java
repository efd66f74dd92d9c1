package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.ProjectKind;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/**
 * Turns a project into one of the other kind, for an administrator: the form asks only for the fields that the other kind
 * needs.
 */
@Controller
final class ConversionController {
    private static final String PATH = "/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/convert/";

    private final StaticTemplates templates = new StaticTemplates();
    private final OwnProjects ownProjects;
    private final Catalogue catalogue;
    private final ProjectEnds ends;

    ConversionController(OwnProjects ownProjects, Catalogue catalogue, ProjectEnds ends) {
        this.ownProjects = ownProjects;
        this.catalogue = catalogue;
        this.ends = ends;
    }

    @GetMapping(PATH)
    JteModel ask(Page page, @PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        Project project = require(slug, member);
        return templates.coordinatorConvert(page, project, new FormFields(Map.of()), Map.of());
    }

    @PostMapping(PATH)
    @Nullable
    JteModel convert(
            Page page,
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = require(slug, member);
        ProjectKind kind = project.onSite() ? ProjectKind.OAUTH2 : ProjectKind.ON_SITE;
        FormFields sent = FormFields.of(request.getParameterMap());
        Map<String, List<String>> all = new HashMap<>(
                ProjectForm.filled(project.details(), List.of(), false).values());
        all.putAll(sent.values());
        var sources = catalogue.sourcesFor(project).stream().map(Project::id).collect(Collectors.toSet());
        return switch (ProjectForm.forKind(kind, new FormFields(all), project, sources)) {
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) -> {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                yield templates.coordinatorConvert(page, project, sent, errors);
            }
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> {
                Project converted = ends.convert(project, kind, draft, member.id());
                PageArguments.flash(
                        request,
                        "“" + converted.name() + "” is of the kind " + kind.word() + " now. Its apps are signed out.");
                yield Redirect.seeOther(response, converted.detailPath());
            }
        };
    }

    private Project require(String slug, SignedInMember member) {
        if (!member.administrator()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ownProjects.require(slug, member);
    }
}
