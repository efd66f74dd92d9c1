package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignUpForm;
import vouchsafe.accounts.SignUpResult;
import vouchsafe.accounts.SignUps;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.SiteFolder;
import vouchsafe.web.pages.Waits;

/** Signing up. It ends on the page that the stranger wanted, signed in. */
@Controller
final class SignUpController {
    private static final String TERMS = "terms";

    private final StaticTemplates templates = new StaticTemplates();
    private final SignUps signUps;
    private final BrowserSessions sessions;
    private final Destination destination;
    private final SiteFolder site;

    SignUpController(SignUps signUps, BrowserSessions sessions, Destination destination, SiteFolder site) {
        this.signUps = signUps;
        this.sessions = sessions;
        this.destination = destination;
        this.site = site;
    }

    @GetMapping("/account/signup/")
    Reply form(Page page, @RequestParam(defaultValue = "") String next, HttpServletRequest request) {
        if (page.visitor().isPresent()) {
            return Reply.seeOther(destination.of(request, next));
        }
        return Reply.page(again(page, SignUpForm.EMPTY, next, request, Map.of()));
    }

    @PostMapping("/account/signup/")
    Reply signUp(
            Page page,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String terms,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        SignUpForm form = new SignUpForm(
                username.strip(), name.strip(), email.strip(), new Password(password), terms(!terms.isEmpty()));
        return switch (signUps.signUp(form)) {
            case SignUpResult.Joined(Member member) -> {
                String onwards = destination.of(request, next);
                destination.take(request, onwards);
                sessions.start(member, request, response);
                yield Reply.seeOther(onwards);
            }
            case SignUpResult.Mend(Map<String, String> problems) ->
                Reply.mend(again(page, form, next, request, problems));
            case SignUpResult.TooMany(var wait) ->
                Reply.tooMany(wait, again(page, form, next, request, Map.of("", Waits.sentence(wait))));
        };
    }

    private JteModel again(
            Page page, SignUpForm form, String next, HttpServletRequest request, Map<String, String> problems) {
        return templates.accountSignup(page, form, next, destination.way(request, next), problems, site.has(TERMS));
    }

    /** The answer about the terms, where whoever runs the server wrote some. */
    private SignUpForm.Terms terms(boolean ticked) {
        if (!site.has(TERMS)) {
            return SignUpForm.Terms.NOT_ASKED;
        }
        return ticked ? SignUpForm.Terms.AGREED : SignUpForm.Terms.NOT_AGREED;
    }
}
