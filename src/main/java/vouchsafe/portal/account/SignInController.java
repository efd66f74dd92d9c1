package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignIns;
import vouchsafe.web.Page;
import vouchsafe.web.Redirect;

/** Signing in and out. */
@Controller
final class SignInController {
    private final StaticTemplates templates = new StaticTemplates();
    private final SignIns signIns;
    private final BrowserSessions sessions;

    SignInController(SignIns signIns, BrowserSessions sessions) {
        this.signIns = signIns;
        this.sessions = sessions;
    }

    @GetMapping("/account/login/")
    JteModel form(Page page, @RequestParam(defaultValue = "") String next) {
        return templates.accountLogin(page, "", next, "");
    }

    @PostMapping("/account/login/")
    @Nullable
    JteModel signIn(
            Page page,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Member> member = signIns.check(login.strip(), new Password(password));
        if (member.isEmpty()) {
            return templates.accountLogin(page, login, next, "The username or password is not right.");
        }
        sessions.start(member.get(), request, response);
        return Redirect.seeOther(response, LocalPath.of(next));
    }
}
