package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.TypedText;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The administrators' list of members. The security chain admits administrators only. */
@Controller
final class MembersController {
    private static final int LONGEST_REASON = 1_000;
    private static final String MEANWHILE =
            "Nothing was changed: somebody changed the account while you were reading, or its owner deleted it.";

    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;
    private final MemberAdministration administration;

    MembersController(Members members, MemberAdministration administration) {
        this.members = members;
        this.administration = administration;
    }

    @GetMapping("/admin/members/")
    JteModel list(
            Page page,
            @RequestParam(name = "q", defaultValue = "") String text,
            @RequestParam(defaultValue = "") String after) {
        return templates.adminMembers(page, text.strip(), administration.search(text.strip(), after));
    }

    @GetMapping("/admin/members/{username}/")
    JteModel detail(Page page, @AuthenticationPrincipal SignedInMember self, @PathVariable String username) {
        return templates.adminMember(page, self, member(username), "", "");
    }

    @PostMapping("/admin/members/{username}/suspend/")
    Reply suspend(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            @PathVariable String username,
            @RequestParam(defaultValue = "") String reason) {
        Member member = other(self, username);
        String given = TypedText.lines(reason);
        if (TypedText.blank(given) || TypedText.length(given) > LONGEST_REASON) {
            return Reply.mend(templates.adminMember(
                    page,
                    self,
                    member,
                    given,
                    "Give a reason of at most " + LONGEST_REASON + " characters; the member reads it."));
        }
        boolean done = administration.suspend(self, member, given);
        return back(done, member, member.username() + " is suspended.");
    }

    @PostMapping("/admin/members/{username}/reinstate/")
    Reply reinstate(@AuthenticationPrincipal SignedInMember self, @PathVariable String username) {
        Member member = other(self, username);
        boolean done = administration.reinstate(self, member);
        return back(done, member, member.username() + " can sign in again.");
    }

    @PostMapping("/admin/members/{username}/roles/")
    Reply roles(
            @AuthenticationPrincipal SignedInMember self,
            @PathVariable String username,
            @RequestParam(defaultValue = "") String administrator,
            @RequestParam(defaultValue = "") String reviewer) {
        Member member = other(self, username);
        boolean done = administration.setRoles(self, member, !administrator.isEmpty(), !reviewer.isEmpty());
        return back(done, member, "The roles of " + member.username() + " are changed.");
    }

    private Member member(String username) {
        return members.byUsername(username)
                .filter(member -> member.status() != Member.Status.DELETED)
                .orElseThrow(NoSuchPage::new);
    }

    private Member other(SignedInMember self, String username) {
        Member member = member(username);
        if (member.id().equals(self.id())) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "Administrators cannot change their own standing; ask another one.");
        }
        return member;
    }

    private static Reply.SentOn back(boolean done, Member member, String said) {
        return done
                ? Reply.seeOther("/admin/members/" + member.username() + "/").saying(said)
                : Reply.seeOther("/admin/members/").nothingDone().saying(MEANWHILE);
    }
}
