package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.clients.SecretOverlap;
import vouchsafe.projects.MasterToken;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The page that asks before a project's master token is replaced: what happens to the one there is. */
@Controller
final class MasterTokenController {
    private static final String PATH = "/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/master-token/";

    private final StaticTemplates templates = new StaticTemplates();
    private final MasterTokens masterTokens;
    private final OnceShown secrets;

    MasterTokenController(MasterTokens masterTokens, OnceShown secrets) {
        this.masterTokens = masterTokens;
        this.secrets = secrets;
    }

    @GetMapping(PATH)
    JteModel ask(Page page, @OwnProject(open = true) Project project) {
        return templates.coordinatorMasterToken(
                page,
                project,
                masterTokens.worksUntil(project).orElse(null),
                masterTokens.beforeWorksUntil(project).orElse(null));
    }

    /** Makes a new token; {@code before} tells when the present one ends: {@code week} or {@code now}. */
    @PostMapping(PATH)
    Reply replace(
            @RequestParam(defaultValue = "week") String before,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            @OwnProject(open = true) Project project) {
        SecretOverlap overlap = before.equals("now") ? SecretOverlap.NONE : SecretOverlap.ONE_WEEK;
        String credentials = project.detailPath() + "#credentials";
        Optional<MasterToken> made = masterTokens.replace(project, overlap, member.id());
        made.ifPresent(token ->
                secrets.keep(request, ProjectSecretKind.MASTER_TOKEN.of(project.id()), credentials, token.reveal()));
        return Reply.seeOther(credentials).saying(made.isPresent() ? "" : DetailController.REPLACED_MEANWHILE);
    }

    @PostMapping(PATH + "end-before/")
    Reply endBefore(@AuthenticationPrincipal SignedInMember member, @OwnProject(open = true) Project project) {
        masterTokens.endBefore(project, member.id());
        return Reply.seeOther(project.detailPath() + "#credentials")
                .saying("The former master access token no longer works.");
    }
}
