package vouchsafe.portal.groups;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.annotations.Annotation;
import vouchsafe.annotations.AnnotationId;
import vouchsafe.annotations.Annotations;
import vouchsafe.annotations.Moderation;
import vouchsafe.annotations.Viewer;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/**
 * The annotations that wait for a group's moderators, were reported to them, or were hidden by them. Administrators
 * moderate "Public".
 */
@Controller
final class GroupModerationController {
    private static final String PATH = "/groups/{id}/moderation";

    private static final String AUTHOR_CHANGED =
            "Its author has changed it since you read it. Read it again before you decide.";
    private static final String DECIDED = "Another moderator has decided about it since you read it.";
    private static final String CHANGED = "It has changed since you read it. Read it again before you decide.";
    private static final Set<String> NOTHING_DONE = Set.of(AUTHOR_CHANGED, DECIDED, CHANGED);

    private final StaticTemplates templates = new StaticTemplates();
    private final GroupAccess access;
    private final Annotations annotations;
    private final AnnotationLines lines;
    private final InstantSource clock;

    GroupModerationController(GroupAccess access, Annotations annotations, AnnotationLines lines, InstantSource clock) {
        this.access = access;
        this.annotations = annotations;
        this.lines = lines;
        this.clock = clock;
    }

    @GetMapping(PATH)
    JteModel list(
            Page page,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String before,
            @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::moderates);
        Viewer viewer = access.viewer(member);
        long pending = annotations.count(ModerationQueue.PENDING.search(id), viewer);
        long reported = annotations.count(ModerationQueue.REPORTED.search(id), viewer);
        ModerationQueue queue = ModerationQueue.named(show)
                .orElse(
                        pending > 0 || view.group().preModerated() && reported == 0
                                ? ModerationQueue.PENDING
                                : ModerationQueue.REPORTED);
        AnnotationLines.Lines shown =
                lines.page(queue.search(id), AnnotationId.parse(before).orElse(null), viewer);
        return templates.groupsModeration(
                page, new ModerationPage(view, queue, pending, reported, shown), clock.instant());
    }

    /**
     * Decides about one annotation as it was read: {@code updated} and {@code current} tell its state at that time.
     * {@code status} is its new state, or {@code dismiss} to keep the state and forget the reports.
     */
    @PostMapping(PATH + "/{annotation}")
    Reply decide(
            @PathVariable String id,
            @PathVariable String annotation,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String updated,
            @RequestParam(defaultValue = "") String show,
            @AuthenticationPrincipal SignedInMember member) {
        GroupView view = access.require(id, member, GroupView::moderates);
        Annotation found = AnnotationId.parse(annotation)
                .flatMap(annotations::find)
                .filter(each ->
                        each.shared() && each.groupId().equals(view.group().id()))
                .orElseThrow(NoSuchPage::new);
        String said = decided(found, status, current, updated, member);
        String back = ModerationQueue.named(show)
                .map(queue -> "?show=" + queue.word())
                .orElse("");
        return Reply.seeOther(view.path("moderation") + back)
                .doneIf(!NOTHING_DONE.contains(said))
                .saying(said);
    }

    private String decided(
            Annotation annotation, String status, String current, String updated, SignedInMember member) {
        if (status.equals("dismiss")) {
            annotations.dismissReports(member.id(), annotation);
            return "The reports are dismissed. The annotation stays as it is.";
        }
        Moderation wanted = standing(status).orElseThrow(NoSuchPage::new);
        if (!time(updated).equals(Optional.of(annotation.updatedAt()))) {
            return AUTHOR_CHANGED;
        }
        if (!standing(current).equals(Optional.ofNullable(annotation.moderation()))) {
            return DECIDED;
        }
        if (annotations.moderateAsRead(member.id(), annotation, wanted, "").isEmpty()) {
            return CHANGED;
        }
        return switch (wanted) {
            case APPROVED -> "Everyone who reads the group sees it now.";
            case PENDING -> "It waits for a moderator again.";
            case DENIED ->
                "It is declined: only its author and the moderators see it. When its author changes it, it comes back"
                        + " to you.";
            case SPAM -> "It is hidden as spam: only its author and the moderators see it.";
        };
    }

    private static Optional<Moderation> standing(String name) {
        return Arrays.stream(Moderation.values())
                .filter(each -> each.name().equals(name))
                .findFirst();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException mistyped) {
            return Optional.empty();
        }
    }
}
