package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.Page;

/** A member's own account. */
@Controller
final class AccountController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;

    AccountController(Members members) {
        this.members = members;
    }

    @GetMapping(Destination.HOME)
    JteModel home(Page page, @AuthenticationPrincipal SignedInMember self) {
        return templates.accountHome(page, members.find(self.id()).orElseThrow());
    }
}
