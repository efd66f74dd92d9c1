package vouchsafe.portal.coordinator;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.ClientSecret;
import vouchsafe.clients.NewSecretResult;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectSecrets;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Reply;

/** Replacing a project's client secret: make the second, move the app over, retire the first. */
@Controller
final class SecretController {
    private final ProjectSecrets projectSecrets;
    private final OnceShown secrets;

    SecretController(ProjectSecrets projectSecrets, OnceShown secrets) {
        this.projectSecrets = projectSecrets;
        this.secrets = secrets;
    }

    /**
     * Makes a new secret; {@code retire} tells when the present one ends: {@code now}, or {@code week} for in seven days.
     */
    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/secrets/")
    Reply create(
            @RequestParam(defaultValue = "week") String retire,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            @OwnProject Project project) {
        SecretOverlap overlap = retire.equals("now") ? SecretOverlap.NONE : SecretOverlap.ONE_WEEK;
        String said = switch (projectSecrets.replace(project, overlap, member.id())) {
            case NewSecretResult.SecretMade(ClientSecret secret) -> {
                secrets.keep(
                        request,
                        ProjectSecretKind.CLIENT_SECRET.of(project.id()),
                        project.detailPath() + "#credentials",
                        secret.reveal());
                yield "";
            }
            case NewSecretResult.TwoSecretsWork two ->
                "Two secrets work already. Retire one before you create another.";
            case NewSecretResult.SecretOfPublicClient none -> throw new NoSuchPage();
            case NewSecretResult.SecretOfNoClient none -> throw new NoSuchPage();
        };
        return Reply.seeOther(project.detailPath() + "#credentials")
                .doneIf(said.isEmpty())
                .saying(said);
    }

    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/secrets/{id}/retire/")
    Reply retire(@PathVariable UUID id, @AuthenticationPrincipal SignedInMember member, @OwnProject Project project) {
        projectSecrets.retire(project, id, member.id());
        return Reply.seeOther(project.detailPath() + "#credentials")
                .saying("The secret is retired: it no longer works.");
    }
}
