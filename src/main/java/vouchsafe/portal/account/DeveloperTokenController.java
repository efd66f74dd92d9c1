package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** {@code /account/developer}: a member's own token for scripts. */
@Controller
final class DeveloperTokenController {
    private final StaticTemplates templates = new StaticTemplates();
    private final DeveloperTokens tokens;

    DeveloperTokenController(DeveloperTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/account/developer")
    JteModel show(Page page, @AuthenticationPrincipal SignedInMember member) {
        return templates.accountDeveloper(page, tokens.of(member.id()), "");
    }

    /** Makes a token and shows it in the answer itself: it is stored nowhere, not even in the session. */
    @PostMapping("/account/developer")
    JteModel make(Page page, @AuthenticationPrincipal SignedInMember member) {
        String token = tokens.make(member.credentials()).reveal();
        return templates.accountDeveloper(page, tokens.of(member.id()), token);
    }

    @PostMapping("/account/developer/delete")
    Reply delete(@AuthenticationPrincipal SignedInMember member) {
        boolean removed = tokens.remove(member.id());
        return Reply.seeOther("/account/developer")
                .doneIf(removed)
                .saying(removed ? "The token is deleted: it no longer works." : "");
    }
}
