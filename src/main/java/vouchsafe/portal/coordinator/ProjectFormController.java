package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.portal.catalogue.Asking;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.FormFields;
import vouchsafe.projects.NewOnSiteProject;
import vouchsafe.projects.NewProject;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.ProjectDetails;
import vouchsafe.projects.ProjectDraft;
import vouchsafe.projects.ProjectForm;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.ProjectUpdate;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.Choice;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Making a project and editing it: one form. */
@Controller
final class ProjectFormController {
    private static final String MANAGE = "/direct-sharing/projects/manage/";
    private static final String CREATE = "/direct-sharing/projects/{kind:oauth2|on-site}/create/";
    private static final String UPDATE = "/direct-sharing/projects/{kind:oauth2|on-site}/update/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final Catalogue catalogue;
    private final ProjectChanges changes;
    private final BadgeField badgeField;
    private final Clients clients;
    private final OnceShown secrets;

    ProjectFormController(
            Projects projects,
            Catalogue catalogue,
            ProjectChanges changes,
            BadgeField badgeField,
            Clients clients,
            OnceShown secrets) {
        this.projects = projects;
        this.catalogue = catalogue;
        this.changes = changes;
        this.badgeField = badgeField;
        this.clients = clients;
        this.secrets = secrets;
    }

    @GetMapping(CREATE)
    JteModel empty(Page page, @PathVariable String kind) {
        return templates.coordinatorForm(
                page,
                new ProjectFormPage(
                        ProjectKind.of(kind),
                        null,
                        ProjectForm.empty(),
                        Map.of(),
                        choices(catalogue.sources()),
                        null,
                        false));
    }

    @PostMapping(CREATE)
    Reply create(
            Page page,
            @PathVariable(name = "kind") String kindWord,
            @AuthenticationPrincipal SignedInMember member,
            @RequestParam(name = "badge_image", required = false) @Nullable MultipartFile upload,
            HttpServletRequest request) {
        ProjectKind kind = ProjectKind.of(kindWord);
        FormFields fields = FormFields.of(request.getParameterMap());
        List<Project> sources = catalogue.sources();
        BadgeField.Change badge = badgeField.read(upload, false);
        ProjectForm.Outcome outcome =
                badgeField.joined(ProjectForm.forNew(kind, fields, catalogue.choices(sources)), badge);
        return switch (outcome) {
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                Reply.mend(templates.coordinatorForm(
                        page, new ProjectFormPage(kind, null, fields, errors, choices(sources), null, false)));
            case ProjectForm.Outcome.Valid(ProjectDraft draft)
            when fields.has("preview") ->
                Reply.page(templates.coordinatorForm(
                        page,
                        new ProjectFormPage(
                                kind, null, fields, Map.of(), choices(sources), preview(draft.details()), false)));
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> {
                int id = kind == ProjectKind.ON_SITE
                        ? keepSecrets(request, projects.createOnSite(draft, member.credentials()))
                        : keepSecrets(request, projects.create(draft, member.credentials()));
                badgeField.apply(id, badge);
                yield Reply.seeOther(MANAGE);
            }
        };
    }

    private int keepSecrets(HttpServletRequest request, NewProject made) {
        int id = made.project().id();
        secrets.keep(
                request,
                ProjectSecretKind.CLIENT_SECRET.of(id),
                made.project().detailPath(),
                made.clientSecret().reveal());
        secrets.keep(
                request,
                ProjectSecretKind.MASTER_TOKEN.of(id),
                made.project().detailPath(),
                made.masterToken().reveal());
        return id;
    }

    private int keepSecrets(HttpServletRequest request, NewOnSiteProject made) {
        int id = made.project().id();
        secrets.keep(
                request,
                ProjectSecretKind.MASTER_TOKEN.of(id),
                made.project().detailPath(),
                made.masterToken().reveal());
        return id;
    }

    @GetMapping(UPDATE)
    JteModel filled(Page page, @OwnProject(open = true) Project project) {
        Client client = clients.find(project.clientRowId()).orElseThrow();
        Optional<ProjectChanges.Waiting> waiting = changes.waiting(project.id());
        ProjectDetails details = waiting.map(change -> project.details().asking(change.requested()))
                .orElse(project.details());
        FormFields fields = ProjectForm.filled(details, client.redirectUris(), client.pkceRequired());
        return templates.coordinatorForm(
                page,
                new ProjectFormPage(
                        project.kind(),
                        project,
                        fields,
                        Map.of(),
                        choices(catalogue.sourcesFor(project)),
                        null,
                        waiting.isPresent()));
    }

    @PostMapping(UPDATE)
    Reply update(
            Page page,
            @AuthenticationPrincipal SignedInMember member,
            @RequestParam(name = "badge_image", required = false) @Nullable MultipartFile upload,
            HttpServletRequest request,
            @OwnProject(open = true) Project project) {
        FormFields fields = FormFields.of(request.getParameterMap());
        List<Project> sources = catalogue.sourcesFor(project);
        BadgeField.Change badge = badgeField.read(upload, fields.ticked("badge_image-clear"));
        ProjectForm.Outcome outcome =
                badgeField.joined(ProjectForm.forEdit(fields, project, catalogue.choices(sources)), badge);
        return switch (outcome) {
            case ProjectForm.Outcome.Invalid(Map<String, String> errors) ->
                Reply.mend(templates.coordinatorForm(
                        page,
                        new ProjectFormPage(project.kind(), project, fields, errors, choices(sources), null, false)));
            case ProjectForm.Outcome.Valid(ProjectDraft draft)
            when fields.has("preview") ->
                Reply.page(templates.coordinatorForm(
                        page,
                        new ProjectFormPage(
                                project.kind(),
                                project,
                                fields,
                                Map.of(),
                                choices(sources),
                                preview(draft.details()),
                                false)));
            case ProjectForm.Outcome.Valid(ProjectDraft draft) -> {
                ProjectUpdate update = projects.update(project.id(), draft, member.id());
                badgeField.apply(project.id(), badge);
                yield Reply.seeOther(MANAGE).saying(flash(update));
            }
        };
    }

    private static String flash(ProjectUpdate update) {
        return switch (update) {
            case ProjectUpdate.Saved saved -> "Saved “" + saved.project().name() + "”.";
            case ProjectUpdate.WaitsForReview waits ->
                "Saved. What “" + waits.project().name()
                        + "” asks of members stays as it is until a reviewer accepts the change.";
        };
    }

    private ProjectFormPage.Preview preview(ProjectDetails details) {
        return new ProjectFormPage.Preview(details, Asking.of(details.requested(false), catalogue));
    }

    private static List<Choice> choices(List<Project> sources) {
        return sources.stream()
                .map(source -> new Choice(
                        Integer.toString(source.id()),
                        source.name(),
                        source.details().about().returnedDataDescription()))
                .toList();
    }
}
