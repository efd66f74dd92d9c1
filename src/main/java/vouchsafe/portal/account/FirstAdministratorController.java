package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.FirstAdministrator;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignUpForm;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Makes the first administrator, by the link that the server's console shows. */
@Controller
final class FirstAdministratorController {
    private final StaticTemplates templates = new StaticTemplates();
    private final FirstAdministrator first;
    private final BrowserSessions sessions;

    FirstAdministratorController(FirstAdministrator first, BrowserSessions sessions) {
        this.first = first;
        this.sessions = sessions;
    }

    @GetMapping(FirstAdministrator.PATH)
    Reply form(Page page, @RequestParam(defaultValue = "") String link) {
        return first.good(link)
                ? Reply.page(templates.accountFirst(page, SignUpForm.EMPTY, link, Map.of()))
                : useless(page);
    }

    @PostMapping(FirstAdministrator.PATH)
    Reply make(
            Page page,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignUpForm form = new SignUpForm(
                username.strip(), name.strip(), email.strip(), new Password(password), SignUpForm.Terms.NOT_ASKED);
        return switch (first.make(link, form)) {
            case FirstAdministrator.Result.Made(var member) -> {
                sessions.start(member, request, response);
                yield Reply.seeOther("/admin/").saying("You are this server's administrator.");
            }
            case FirstAdministrator.Result.Mend(Map<String, String> problems) ->
                Reply.mend(templates.accountFirst(page, form, link, problems));
            case FirstAdministrator.Result.LinkUseless useless -> useless(page);
        };
    }

    private Reply useless(Page page) {
        return Reply.page(410, templates.accountFirstUseless(page));
    }
}
