package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
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
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.wording.MemberNumberText;

/** The members who left a project, and the coordinator's form for removing members. */
@Controller
public final class WithdrawalsController {
    private static final int PAGE = 100;
    private static final String REMOVE = "/direct-sharing/projects/remove-members/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Grants grants;
    private final Withdrawal withdrawal;
    private final Erasures erasures;

    WithdrawalsController(Grants grants, Withdrawal withdrawal, Erasures erasures) {
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
    JteModel withdrawn(Page page, @RequestParam(required = false) @Nullable UUID after, @OwnProject Project project) {
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
    Reply confirmErasure(
            @RequestParam(name = "project_member_id", defaultValue = "") String number,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        ErasureConfirmed confirmed = erasures.confirm(project, number, member.id());
        String said = switch (confirmed) {
            case ErasureConfirmed.Yes yes -> "Noted: the data of " + number + " is erased. The member can see it.";
            case ErasureConfirmed.NotAsked notAsked -> "The member " + number + " has not asked for that.";
            case ErasureConfirmed.UnknownNumber unknown -> throw new NoSuchPage();
        };
        return Reply.seeOther("/direct-sharing/projects/withdrawn-members/" + project.slug() + "/")
                .doneIf(confirmed instanceof ErasureConfirmed.Yes)
                .saying(said);
    }

    private Optional<Grant> last(Project project, @Nullable UUID after) {
        if (after == null) {
            return Optional.empty();
        }
        return Optional.of(grants.find(after)
                .filter(grant -> grant.clientRowId().equals(project.clientRowId()))
                .orElseThrow(NoSuchPage::new));
    }

    @GetMapping(REMOVE)
    JteModel askWhom(Page page, @OwnProject Project project) {
        return templates.coordinatorRemove(page, project, "", "");
    }

    @PostMapping(REMOVE)
    Reply remove(
            Page page,
            @RequestParam(name = "project_member_ids", defaultValue = "") String numbers,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        Optional<String> error = switch (MemberNumbers.of(numbers)) {
            case MemberNumbers.Invalid fault -> Optional.of(MemberNumberText.typed(fault, numbers));
            case MemberNumbers.Valid(List<String> valid) ->
                switch (withdrawal.remove(member.id(), project, valid)) {
                    case Removed.All all -> Optional.<String>empty();
                    case Removed.UnknownNumbers(List<String> unknown) -> Optional.of(MemberNumberText.unknown(unknown));
                };
        };
        if (error.isPresent()) {
            return Reply.mend(templates.coordinatorRemove(page, project, numbers, error.get()));
        }
        return Reply.seeOther(project.detailPath()).saying("Project member(s) removed.");
    }
}
