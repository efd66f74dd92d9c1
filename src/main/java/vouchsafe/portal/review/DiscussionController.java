package vouchsafe.portal.review;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Duration;
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
import vouchsafe.web.pages.Reply;

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
        return templates.reviewProject(page, pages.of(pages.project(slug), reader, UnsentText.NOTHING));
    }

    @PostMapping("/activity/{slug}/review/")
    Reply comment(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String comment,
            @AuthenticationPrincipal @Nullable SignedInMember member) {
        Project project = pages.project(slug);
        if (member == null) {
            return Reply.signIn(project.reviewPath());
        }
        if (!member.emailVerified()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Confirm your e-mail address before you write here.");
        }
        // A page that does not exist takes no comments.
        pages.of(project, member, UnsentText.NOTHING);
        return switch (CommentText.read(comment)) {
            case CommentText.Refused(String why) ->
                Reply.mend(again(page, project, member, UnsentText.wrong(UnsentText.COMMENT, comment, why)));
            case CommentText.Good(String text) ->
                switch (approvals.comment(project, member.id(), text)) {
                    case Approvals.Outcome.Done done -> Reply.seeOther(project.reviewPath() + "#discussion");
                    case Approvals.Outcome.Refused(String why) ->
                        Reply.tooMany(
                                Duration.ofMinutes(10),
                                again(page, project, member, UnsentText.refused(UnsentText.COMMENT, comment, why)));
                };
        };
    }

    private JteModel again(Page page, Project project, SignedInMember member, UnsentText unsent) {
        return templates.reviewProject(page, pages.of(project, member, unsent));
    }
}
