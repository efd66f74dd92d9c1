package vouchsafe.portal.review;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.ApprovalDocument;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.CommentText;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The reviewers' queue and their decisions. */
@Controller
final class ReviewController {
    private final StaticTemplates templates = new StaticTemplates();
    private final ReviewPages pages;
    private final Projects projects;
    private final Approvals approvals;
    private final ProjectChanges changes;
    private final Members members;
    private final InstantSource clock;

    ReviewController(
            ReviewPages pages,
            Projects projects,
            Approvals approvals,
            ProjectChanges changes,
            Members members,
            InstantSource clock) {
        this.pages = pages;
        this.projects = projects;
        this.approvals = approvals;
        this.changes = changes;
        this.members = members;
        this.clock = clock;
    }

    @GetMapping("/review/")
    JteModel queue(Page page, @AuthenticationPrincipal SignedInMember member) {
        ReviewPages.requireReviewer(member);
        List<QueueLine> requests = approvals.open().stream()
                .map(request ->
                        new QueueLine(projects.find(request.projectId()).orElseThrow(), request.askedAt(), member.id()))
                .toList();
        List<QueueLine> waiting = changes.waiting().stream()
                .map(change -> new QueueLine(
                        projects.find(change.projectId()).orElseThrow(), change.proposedAt(), member.id()))
                .toList();
        return templates.reviewQueue(page, requests, waiting, clock.instant());
    }

    @PostMapping("/review/{slug}/decide/")
    Reply decide(
            Page page,
            @PathVariable String slug,
            @RequestParam Approvals.Decision decision,
            @RequestParam(defaultValue = "0") int version,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = pages.forReviewer(slug, member);
        if (version != project.version()) {
            return again(
                    page,
                    project,
                    member,
                    UnsentText.refused(
                            UnsentText.REASON, reason, "The project changed while you were reading. Look again."));
        }
        return switch (CommentText.read(reason)) {
            case CommentText.Refused(String why) ->
                again(page, project, member, UnsentText.wrong(UnsentText.REASON, reason, why));
            case CommentText.Good(String text) ->
                answer(
                        page,
                        project,
                        member,
                        UnsentText.REASON,
                        text,
                        approvals.decide(project, reviewer(member), decision, text));
        };
    }

    @PostMapping("/review/{slug}/change/")
    Reply decideChange(
            Page page,
            @PathVariable String slug,
            @RequestParam UUID change,
            @RequestParam(defaultValue = "false") boolean accept,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = pages.forReviewer(slug, member);
        return switch (CommentText.read(reason)) {
            case CommentText.Refused(String why) ->
                again(page, project, member, UnsentText.wrong(UnsentText.REASON_OF_CHANGE, reason, why));
            case CommentText.Good(String text) ->
                answer(
                        page,
                        project,
                        member,
                        UnsentText.REASON_OF_CHANGE,
                        text,
                        approvals.decideChange(project, reviewer(member), change, accept, text));
        };
    }

    @PostMapping("/review/{slug}/end/")
    Reply end(
            Page page,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String reason,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = pages.forReviewer(slug, member);
        return switch (CommentText.read(reason)) {
            case CommentText.Refused(String why) ->
                again(page, project, member, UnsentText.wrong(UnsentText.REASON_OF_END, reason, why));
            case CommentText.Good(String text) ->
                answer(
                        page,
                        project,
                        member,
                        UnsentText.REASON_OF_END,
                        text,
                        approvals.end(project, reviewer(member), text));
        };
    }

    /** Sends the attached document to reviewers and the coordinator, only as a download: it is a stranger's file. */
    @GetMapping("/review/{slug}/document/")
    ResponseEntity<byte[]> document(@PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        Project project = pages.project(slug);
        if (!ReviewPages.isReviewer(member) && !member.id().equals(project.coordinatorId())) {
            throw new NoSuchPage();
        }
        ApprovalDocument document =
                approvals.newest(project).flatMap(approvals::document).orElseThrow(NoSuchPage::new);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, document.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.name())
                                .build()
                                .toString())
                .body(document.bytes());
    }

    private Reply answer(
            Page page,
            Project project,
            SignedInMember member,
            String control,
            String reason,
            Approvals.Outcome outcome) {
        return switch (outcome) {
            case Approvals.Outcome.Refused(String why) ->
                again(page, project, member, UnsentText.refused(control, reason, why));
            case Approvals.Outcome.Done done ->
                Reply.seeOther(project.reviewPath())
                        .saying("Decided. The coordinator was told, and the reason is public.");
        };
    }

    private Reply again(Page page, Project project, SignedInMember member, UnsentText unsent) {
        return Reply.mend(templates.reviewProject(page, pages.of(project, member, unsent)));
    }

    private Member reviewer(SignedInMember member) {
        return members.find(member.id()).orElseThrow();
    }
}
