package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The browsers a member is signed in with. */
@Controller
final class SessionsController {
    private static final String LIST = "/account/sessions/";

    private final StaticTemplates templates = new StaticTemplates();
    private final BrowserSessions sessions;
    private final InstantSource clock;

    SessionsController(BrowserSessions sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @GetMapping(LIST)
    JteModel list(Page page, @AuthenticationPrincipal SignedInMember self, HttpServletRequest request) {
        return templates.accountSessions(
                page, sessions.list(self.id(), request.getSession().getId()), clock.instant());
    }

    @PostMapping("/account/sessions/end/")
    Reply end(@AuthenticationPrincipal SignedInMember self, @RequestParam(defaultValue = "") String session) {
        boolean ended = sessions.end(self.credentials(), session);
        return Reply.seeOther(LIST)
                .doneIf(ended)
                .saying(ended ? "That browser is signed out." : "That browser was signed out already.");
    }

    @PostMapping("/account/sessions/end-others/")
    Reply endOthers(@AuthenticationPrincipal SignedInMember self, HttpServletRequest request) {
        sessions.endOthers(self.credentials(), request.getSession().getId());
        return Reply.seeOther(LIST).saying("All other browsers are signed out.");
    }
}
