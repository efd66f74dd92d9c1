package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignInResult;
import vouchsafe.accounts.SignIns;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/** Signing in and out. */
@Controller
final class SignInController {
    private static final String LATE = "That page was out of date. Please sign in here.";

    private final StaticTemplates templates = new StaticTemplates();
    private final SignIns signIns;
    private final BrowserSessions sessions;
    private final Destination destination;

    SignInController(SignIns signIns, BrowserSessions sessions, Destination destination) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.destination = destination;
    }

    @GetMapping("/account/login/")
    Reply form(
            Page page,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String late,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request) {
        if (page.visitor().isPresent() && again.isEmpty()) {
            return Reply.seeOther(destination.of(request, next));
        }
        return Reply.page(again(page, "", next, request, late.isEmpty() ? "" : LATE));
    }

    @PostMapping("/account/login/")
    Reply signIn(
            Page page,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String name = login.strip();
        return switch (signIns.attempt(name, new Password(password), request)) {
            case SignInResult.Welcome(Member member) -> {
                String onwards = destination.of(request, next);
                sessions.start(member, request, response);
                yield Reply.seeOther(onwards);
            }
            case SignInResult.Refused() ->
                Reply.mend(again(
                        page, name, next, request, "There is no account with this name and password. Check both."));
            case SignInResult.Suspended() ->
                Reply.page(
                        403,
                        again(
                                page,
                                name,
                                next,
                                request,
                                "This account is suspended. The mail sent to you at the time says why."));
            case SignInResult.TooMany(var wait) ->
                Reply.tooMany(wait, again(page, name, next, request, Waits.sentence(wait)));
        };
    }

    @GetMapping("/account/logout/")
    Reply confirmSignOut(Page page) {
        return page.visitor().isPresent() ? Reply.page(templates.accountLogout(page)) : Reply.seeOther("/");
    }

    @PostMapping("/account/logout/")
    Reply signOut(HttpServletRequest request) {
        return Reply.seeOther("/").doneIf(sessions.stop(request));
    }

    private JteModel again(Page page, String login, String next, HttpServletRequest request, String error) {
        return templates.accountLogin(page, login, next, destination.way(request, next), error);
    }
}
