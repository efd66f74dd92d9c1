package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.oauth.DeveloperTokens;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** {@code /account/developer}: a member's own token for scripts. */
@Controller
final class DeveloperTokenController {
    private static final String PATH = "/account/developer";
    private static final String SHOWN = "developer-token";

    private final StaticTemplates templates = new StaticTemplates();
    private final DeveloperTokens tokens;
    private final OnceShown secrets;

    DeveloperTokenController(DeveloperTokens tokens, OnceShown secrets) {
        this.tokens = tokens;
        this.secrets = secrets;
    }

    @GetMapping(PATH)
    JteModel show(Page page, @AuthenticationPrincipal SignedInMember member, HttpServletRequest request) {
        return templates.accountDeveloper(
                page,
                tokens.of(member.id()),
                secrets.shown(request, SHOWN)
                        // Another browser may have replaced or deleted it since.
                        .filter(shown -> tokens.check(shown.reveal()).isPresent())
                        .orElse(null));
    }

    @PostMapping(PATH)
    Reply make(@AuthenticationPrincipal SignedInMember member, HttpServletRequest request) {
        secrets.keep(request, SHOWN, PATH, tokens.make(member.credentials()).reveal());
        return Reply.seeOther(PATH);
    }

    @PostMapping(PATH + "/delete")
    Reply delete(@AuthenticationPrincipal SignedInMember member) {
        boolean removed = tokens.remove(member.id());
        return Reply.seeOther(PATH).doneIf(removed).saying(removed ? "The token is deleted: it no longer works." : "");
    }
}
