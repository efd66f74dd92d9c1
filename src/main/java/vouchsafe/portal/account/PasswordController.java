package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.accounts.SignIns;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Choosing a new password, with the old one. */
@Controller
final class PasswordController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;
    private final PasswordChanges changes;
    private final SignIns signIns;

    PasswordController(Members members, PasswordChanges changes, SignIns signIns) {
        this.members = members;
        this.changes = changes;
        this.signIns = signIns;
    }

    @GetMapping("/account/password/change/")
    JteModel form(Page page, @AuthenticationPrincipal SignedInMember self) {
        return templates.accountPasswordChange(page, self.username(), true, Map.of());
    }

    @PostMapping("/account/password/change/")
    Reply change(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "new_password", defaultValue = "") String newPassword,
            @RequestParam(name = "end_apps", defaultValue = "") String endApps,
            HttpServletRequest request) {
        Member member = members.find(self.id()).orElseThrow();
        Password chosen = new Password(newPassword);
        boolean ending = !endApps.isEmpty();
        Optional<Refusal> refusal = Refusal.of(signIns.confirm(member, new Password(password)));
        if (refusal.isPresent()) {
            return refusal.get()
                    .on(templates.accountPasswordChange(
                            page,
                            self.username(),
                            ending,
                            Map.of("password", refusal.get().text())));
        }
        Optional<String> problem = changes.problem(member, chosen);
        if (problem.isPresent()) {
            return Reply.mend(templates.accountPasswordChange(
                    page, self.username(), ending, Map.of("new_password", problem.get())));
        }
        changes.change(
                member, self.credentials(), chosen, ending, request.getSession().getId());
        return Reply.seeOther(Destination.HOME)
                .saying(
                        ending
                                ? "Your password is changed. Your other browsers and all connected apps are signed out."
                                : "Your password is changed. Your other browsers are signed out.");
    }
}
