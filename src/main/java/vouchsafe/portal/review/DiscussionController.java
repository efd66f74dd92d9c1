package vouchsafe.portal.review;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.CommentText;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Redirect;

/** The public page of an approval, where members discuss. */
@Controller
final class DiscussionController {
    private final StaticTemplates templates = new StaticTemplates();
    private final ReviewPages pages;
    private final Approvals approvals;

    DiscussionController(ReviewPages pages, Approvals approvals) {
        this.pages = pages;
        this.approvals = approvals;
    }

    @GetMapping("/activity/{slug}/review/")
    JteModel review(Page page, @PathVariable String slug, @AuthenticationPrincipal @Nullable SignedInMember reader) {
        return templates.reviewProject(page, pages.of(pages.project(slug), reader, Returned.NOTHING));
    }

    @PostMapping("/activity/{slug}/review/")
    @Nullable
    JteModel comment(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String comment,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletResponse response) {
        Project project = pages.project(slug);
        if (member == null) {
            return Redirect.seeOther(response, "/account/login/?next=" + project.reviewPath());
        }
        if (!member.emailVerified()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Confirm your e-mail address before you write here.");
        }
        // This fails where the project has no such page, which then takes no comments.
        pages.of(project, member, Returned.NOTHING);
        return switch (CommentText.read(comment)) {
            case CommentText.Refused(String why) ->
                templates.reviewProject(page, pages.of(project, member, Returned.comment(comment, why)));
            case CommentText.Good(String text) ->
                switch (approvals.comment(project, member.id(), text)) {
                    case Approvals.Outcome.Done done ->
                        Redirect.seeOther(response, project.reviewPath() + "#discussion");
                    case Approvals.Outcome.Refused(String why) -> {
                        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                        response.setHeader("Retry-After", "600");
                        yield templates.reviewProject(page, pages.of(project, member, Returned.comment(comment, why)));
                    }
                };
        };
    }
}
