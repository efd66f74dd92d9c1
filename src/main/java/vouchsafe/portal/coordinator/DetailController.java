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
import vouchsafe.projects.MasterToken;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Reply;

/** The page of one project for its coordinator. */
@Controller
final class DetailController {
    static final String REPLACED_MEANWHILE =
            "The master token was replaced by somebody else at the same moment. Press again if you have not seen"
                    + " theirs.";

    private static final String MADE = "A new master token was made a moment ago.";

    private final StaticTemplates templates = new StaticTemplates();
    private final Projects projects;
    private final DetailPages pages;
    private final MasterTokens masterTokens;
    private final OnceShown secrets;

    DetailController(Projects projects, DetailPages pages, MasterTokens masterTokens, OnceShown secrets) {
        this.projects = projects;
        this.pages = pages;
        this.masterTokens = masterTokens;
        this.secrets = secrets;
    }

    @GetMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/")
    JteModel detail(Page page, HttpServletRequest request, @OwnProject Project project) {
        return templates.coordinatorDetail(page, pages.of(project, request));
    }

    /**
     * Makes a new master token, and ends the one there is. Answers the page itself and not a redirect, as scripts written for
     * the original expect; people go by {@link MasterTokenController}, which asks.
     */
    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/")
    Reply refreshMasterToken(
            Page page,
            @RequestParam(name = "refresh_token", defaultValue = "") String wanted,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            @OwnProject Project project) {
        boolean made = !wanted.isEmpty() && replaced(project, member, request);
        JteModel detail = templates.coordinatorDetail(
                page, pages.of(projects.find(project.id()).orElseThrow(NoSuchPage::new), request));
        return made ? Reply.done(detail, project.detailPath() + "#credentials", MADE) : Reply.page(detail);
    }

    private boolean replaced(Project project, SignedInMember member, HttpServletRequest request) {
        Optional<MasterToken> token = masterTokens.replace(project, member.id());
        token.ifPresentOrElse(
                made -> secrets.keep(
                        request,
                        ProjectSecretKind.MASTER_TOKEN.of(project.id()),
                        project.detailPath() + "#credentials",
                        made.reveal()),
                () -> PageArguments.flash(request, REPLACED_MEANWHILE));
        return token.isPresent();
    }
}
