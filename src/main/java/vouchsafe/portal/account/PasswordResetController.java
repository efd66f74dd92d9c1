package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/** Choosing a new password without the old one, by a link in a mail. */
@Controller
final class PasswordResetController {
    private static final String START = "/account/password/reset/";
    private static final String SENT = START + "sent/";

    private final StaticTemplates templates = new StaticTemplates();
    private final PasswordChanges changes;
    private final BrowserSessions sessions;
    private final Destination destination;

    PasswordResetController(PasswordChanges changes, BrowserSessions sessions, Destination destination) {
        this.changes = changes;
        this.sessions = sessions;
        this.destination = destination;
    }

    @GetMapping(START)
    JteModel ask(Page page, @RequestParam(defaultValue = "") String next, HttpServletRequest request) {
        return templates.accountPasswordForgotten(page, onward(request, next), "");
    }

    /** Mails a link, and answers the same whether or not there is such an account. */
    @PostMapping(START)
    Reply send(
            Page page,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request) {
        String name = login.strip();
        String onward = onward(request, next);
        if (name.isEmpty()) {
            return Reply.mend(
                    templates.accountPasswordForgotten(page, onward, "Give your username or e-mail address."));
        }
        destination.take(request, onward);
        return changes.askToReset(name)
                .map(wait ->
                        Reply.tooMany(wait, templates.accountPasswordForgotten(page, onward, Waits.sentence(wait))))
                .orElseGet(() -> Reply.done(templates.accountPasswordSent(page), SENT, ""));
    }

    /** Says once more that a link is on its way. */
    @GetMapping(SENT)
    JteModel sent(Page page) {
        return templates.accountPasswordSent(page);
    }

    @GetMapping("/account/password/reset/choose/")
    Reply choose(Page page, @RequestParam(defaultValue = "") String link, HttpServletRequest request) {
        ContentPolicy.letFormsLeave(request);
        return changes.toReset(link)
                .map(member -> Reply.page(templates.accountPasswordChoose(page, member.username(), link, "")))
                .orElseGet(() -> useless(page));
    }

    @PostMapping("/account/password/reset/choose/")
    Reply store(
            Page page,
            @RequestParam(defaultValue = "") String link,
            @RequestParam(name = "new_password", defaultValue = "") String newPassword,
            HttpServletRequest request,
            HttpServletResponse response) {
        ContentPolicy.letFormsLeave(request);
        Optional<Member> member = changes.toReset(link);
        if (member.isEmpty()) {
            return useless(page);
        }
        Password chosen = new Password(newPassword);
        Optional<String> problem = changes.problem(member.get(), chosen);
        if (problem.isPresent()) {
            return Reply.mend(templates.accountPasswordChoose(page, member.get().username(), link, problem.get()));
        }
        Optional<Duration> wait = changes.mayReset(member.get());
        if (wait.isPresent()) {
            return Reply.tooMany(
                    wait.get(),
                    templates.accountPasswordChoose(page, member.get().username(), link, Waits.sentence(wait.get())));
        }
        Optional<Member> done = changes.reset(link, chosen);
        if (done.isEmpty()) {
            return useless(page);
        }
        String onwards = destination.of(request, "");
        sessions.start(done.get(), request, response);
        return Reply.seeOther(onwards)
                .saying("Your new password is set. All other browsers and connected apps are signed out.");
    }

    private String onward(HttpServletRequest request, String next) {
        return destination.way(request, next).path();
    }

    private Reply useless(Page page) {
        return Reply.page(410, templates.accountLinkUseless(page, START));
    }
}
