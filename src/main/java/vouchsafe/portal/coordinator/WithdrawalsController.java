package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import vouchsafe.consent.Erasure;
import vouchsafe.consent.ErasureConfirmed;
import vouchsafe.consent.Erasures;
import vouchsafe.consent.MemberNumbers;
import vouchsafe.consent.Removed;
import vouchsafe.consent.Withdrawal;
import vouchsafe.db.Slice;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;
import vouchsafe.wording.MemberNumberText;

/** The members who left a project, and the coordinator's form for removing members. */
@Controller
public final class WithdrawalsController {
    private static final int PAGE = 100;
    private static final String REMOVE = "/direct-sharing/projects/remove-members/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final OwnProjects ownProjects;
    private final Grants grants;
    private final Withdrawal withdrawal;
    private final Erasures erasures;

    WithdrawalsController(OwnProjects ownProjects, Grants grants, Withdrawal withdrawal, Erasures erasures) {
        this.ownProjects = ownProjects;
        this.grants = grants;
        this.withdrawal = withdrawal;
        this.erasures = erasures;
    }

    /** One member who left. */
    public record Line(Grant grant, Erasure erasure) {
        /** Whether the project should confirm that it erased the data. */
        public boolean awaited() {
            return erasure.state() == Erasure.State.ASKED || erasure.state() == Erasure.State.OVERDUE;
        }
    }

    /** Lists members who left; {@code after} is the row id of the last line of the page before. */
    @GetMapping("/direct-sharing/projects/withdrawn-members/{slug}/")
    JteModel withdrawn(
            Page page,
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal SignedInMember member) {
        Project project = ownProjects.require(slug, member);
        Optional<Grant> before = last(project, after);
        Slice<Grant> found = Slice.of(PAGE, most -> grants.withdrawn(project.clientRowId(), before, most));
        return templates.coordinatorWithdrawals(
                page,
                project,
                found.rows().stream()
                        .map(grant -> new Line(grant, erasures.of(grant)))
                        .toList(),
                found.next(last -> page.path() + "?after=" + last.id()));
    }

    /** Notes that the project erased its data of a member. */
    @PostMapping("/direct-sharing/projects/withdrawn-members/{slug}/erased/")
    @Nullable
    JteModel confirmErasure(
            @PathVariable String slug,
            @RequestParam(name = "project_member_id", defaultValue = "") String number,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        PageArguments.flash(
                request,
                switch (erasures.confirm(project, number, member.id())) {
                    case ErasureConfirmed.Yes yes ->
                        "Noted: the data of " + number + " is erased. The member can see it.";
                    case ErasureConfirmed.NotAsked notAsked -> "The member " + number + " has not asked for that.";
                    case ErasureConfirmed.UnknownNumber unknown ->
                        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
                });
        return Redirect.seeOther(response, "/direct-sharing/projects/withdrawn-members/" + slug + "/");
    }

    private Optional<Grant> last(Project project, @Nullable UUID after) {
        if (after == null) {
            return Optional.empty();
        }
        return Optional.of(grants.find(after)
                .filter(grant -> grant.clientRowId().equals(project.clientRowId()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    @GetMapping(REMOVE)
    JteModel askWhom(Page page, @PathVariable String slug, @AuthenticationPrincipal SignedInMember member) {
        return templates.coordinatorRemove(page, ownProjects.require(slug, member), "", "");
    }

    @PostMapping(REMOVE)
    @Nullable
    JteModel remove(
            Page page,
            @PathVariable String slug,
            @RequestParam(name = "project_member_ids", defaultValue = "") String numbers,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        Optional<String> error = switch (MemberNumbers.of(numbers)) {
            case MemberNumbers.Invalid fault -> Optional.of(MemberNumberText.of(fault));
            case MemberNumbers.Valid(List<String> valid) ->
                switch (withdrawal.remove(member.id(), project, valid)) {
                    case Removed.All all -> Optional.<String>empty();
                    case Removed.UnknownNumbers(List<String> unknown) -> Optional.of(MemberNumberText.unknown(unknown));
                };
        };
        if (error.isPresent()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return templates.coordinatorRemove(page, project, numbers, error.get());
        }
        PageArguments.flash(request, "Project member(s) removed.");
        return Redirect.seeOther(response, project.detailPath());
    }
}
