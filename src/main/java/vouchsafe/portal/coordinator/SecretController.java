package vouchsafe.portal.coordinator;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.NewSecretResult;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** Replacing a project's client secret: make the second, move the app over, retire the first. */
@Controller
final class SecretController {
    private final OwnProjects ownProjects;
    private final ProjectSecrets projectSecrets;
    private final OnceShown secrets;

    SecretController(OwnProjects ownProjects, ProjectSecrets projectSecrets, OnceShown secrets) {
        this.ownProjects = ownProjects;
        this.projectSecrets = projectSecrets;
        this.secrets = secrets;
    }

    /**
     * Makes a new secret; {@code retire} tells when the present one ends: {@code now}, or {@code week} for in seven days.
     */
    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/secrets/")
    @Nullable
    JteModel create(
            @PathVariable String slug,
            @RequestParam(defaultValue = "week") String retire,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        SecretOverlap overlap = retire.equals("now") ? SecretOverlap.NONE : SecretOverlap.ONE_WEEK;
        switch (projectSecrets.replace(project, overlap, member.id())) {
            case NewSecretResult.SecretMade(ClientSecret secret) ->
                secrets.keep(request, ProjectSecretKind.CLIENT_SECRET.of(project.id()), secret.reveal());
            case NewSecretResult.TwoSecretsWork two ->
                PageArguments.flash(request, "Two secrets work already. Retire one before you create another.");
            case NewSecretResult.SecretOfPublicClient none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case NewSecretResult.SecretOfNoClient none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return Redirect.seeOther(response, project.detailPath() + "#credentials");
    }

    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/secrets/{id}/retire/")
    @Nullable
    JteModel retire(
            @PathVariable String slug,
            @PathVariable UUID id,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        projectSecrets.retire(project, id, member.id());
        PageArguments.flash(request, "The secret is retired: it no longer works.");
        return Redirect.seeOther(response, project.detailPath() + "#credentials");
    }
}
