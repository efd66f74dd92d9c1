package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.MasterTokens;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;

/** The page of one project for its coordinator. */
@Controller
final class DetailController {
    private static final String REPLACED_MEANWHILE =
            "The master token was replaced by somebody else at the same moment. Press again if you have not seen"
                    + " theirs.";

    private final StaticTemplates templates = new StaticTemplates();
    private final OwnProjects ownProjects;
    private final DetailPages pages;
    private final MasterTokens masterTokens;
    private final OnceShown secrets;

    DetailController(OwnProjects ownProjects, DetailPages pages, MasterTokens masterTokens, OnceShown secrets) {
        this.ownProjects = ownProjects;
        this.pages = pages;
        this.masterTokens = masterTokens;
        this.secrets = secrets;
    }

    @GetMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/")
    JteModel detail(
            Page page,
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request) {
        Project project = ownProjects.require(slug, member);
        return templates.coordinatorDetail(page, pages.of(project, request));
    }

    /** Makes a new master token. Answers the page itself and not a redirect, as scripts written for the original expect. */
    @PostMapping("/direct-sharing/projects/{kind:oauth2|on-site}/{slug}/")
    JteModel refreshMasterToken(
            Page page,
            @PathVariable String slug,
            @RequestParam(name = "refresh_token", defaultValue = "") String wanted,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request) {
        Project project = ownProjects.require(slug, member);
        if (!wanted.isEmpty()) {
            masterTokens
                    .replace(project, member.id())
                    .ifPresentOrElse(
                            token -> secrets.keep(
                                    request, ProjectSecretKind.MASTER_TOKEN.of(project.id()), token.reveal()),
                            () -> PageArguments.flash(request, REPLACED_MEANWHILE));
        }
        return templates.coordinatorDetail(page, pages.of(ownProjects.require(slug, member), request));
    }
}
