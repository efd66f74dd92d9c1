package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.EmailAddresses;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignIns;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.WaitingRequests.Waiting;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;
import vouchsafe.web.pages.Waits;

/**
 * Confirming and changing the address of an account. A link in a mail opens a page with a button, since programs that
 * look through mail open links too.
 */
@Controller
final class EmailController {
    private static final String FORM = "/account/email/";
    private static final String VERIFY = "/account/verify/";
    private static final String CONFIRM = "/account/email/confirm/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;
    private final EmailAddresses addresses;
    private final SignIns signIns;
    private final Destination destination;

    EmailController(Members members, EmailAddresses addresses, SignIns signIns, Destination destination) {
        this.members = members;
        this.addresses = addresses;
        this.signIns = signIns;
        this.destination = destination;
    }

    @GetMapping(VERIFY)
    Reply verifyButton(
            Page page,
            @RequestParam(defaultValue = "") String link,
            @AuthenticationPrincipal @Nullable SignedInMember self,
            HttpServletRequest request) {
        if (self != null && self.emailVerified() && addresses.toVerify(link).isEmpty()) {
            return Reply.seeOther(FORM)
                    .saying("Your address " + member(self).email()
                            + " is confirmed. You do not need that link any more.");
        }
        return button(page, VERIFY, link, addresses.toVerify(link), request);
    }

    @PostMapping(VERIFY)
    Reply verify(Page page, @RequestParam(defaultValue = "") String link, HttpServletRequest request) {
        return opened(page, addresses.verify(link), request);
    }

    @GetMapping(CONFIRM)
    Reply changeButton(Page page, @RequestParam(defaultValue = "") String link, HttpServletRequest request) {
        return button(page, CONFIRM, link, addresses.toChange(link), request);
    }

    @PostMapping(CONFIRM)
    Reply confirmChange(Page page, @RequestParam(defaultValue = "") String link, HttpServletRequest request) {
        return opened(page, addresses.change(link), request);
    }

    @GetMapping(FORM)
    JteModel form(Page page, @AuthenticationPrincipal SignedInMember self) {
        return templates.accountEmail(page, member(self), "", Map.of());
    }

    @PostMapping(FORM)
    Reply change(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password) {
        Member member = member(self);
        String wanted = email.strip();
        Optional<Refusal> refusal = Refusal.of(signIns.confirm(member, new Password(password)));
        if (refusal.isPresent()) {
            return refusal.get()
                    .on(templates.accountEmail(
                            page,
                            member,
                            wanted,
                            Map.of("password", refusal.get().text())));
        }
        return switch (addresses.askToChange(member, self.credentials(), wanted)) {
            case EmailAddresses.Asked.Sent() ->
                Reply.seeOther(FORM).saying("We sent a link to " + wanted + ". Your address changes when you open it.");
            case EmailAddresses.Asked.Wrong(String problem) ->
                Reply.mend(templates.accountEmail(page, member, wanted, Map.of("email", problem)));
            case EmailAddresses.Asked.TooMany(Duration wait) ->
                Reply.tooMany(
                        wait, templates.accountEmail(page, member, wanted, Map.of("email", Waits.sentence(wait))));
        };
    }

    @PostMapping("/account/email/verify/")
    Reply sendAgain(Page page, @AuthenticationPrincipal SignedInMember self) {
        Member member = member(self);
        if (member.emailVerified()) {
            return Reply.seeOther(FORM).nothingDone();
        }
        return addresses
                .askToVerifyAgain(member)
                .map(wait -> Reply.tooMany(
                        wait, templates.accountEmail(page, member, "", Map.of("email", Waits.sentence(wait)))))
                .orElseGet(() -> Reply.seeOther(FORM).saying("We sent a new link to " + member.email() + "."));
    }

    private Reply button(Page page, String action, String link, Optional<String> email, HttpServletRequest request) {
        ContentPolicy.letFormsLeave(request);
        if (email.isEmpty()) {
            return Reply.page(410, templates.accountLinkUseless(page, FORM));
        }
        return Reply.page(templates.accountConfirmEmail(page, action, link, email.get()));
    }

    private Reply opened(Page page, EmailAddresses.Outcome outcome, HttpServletRequest request) {
        return switch (outcome) {
            case CONFIRMED -> {
                // A person who stopped to read mail while an app waits goes on with the app.
                Optional<Waiting> waiting = destination.find(request, "");
                yield Reply.seeOther(waiting.map(Waiting::path).orElse(Destination.HOME))
                        .saying("Your e-mail address is confirmed.");
            }
            case LINK_USELESS -> Reply.page(410, templates.accountLinkUseless(page, FORM));
            case TAKEN -> Reply.page(409, templates.accountEmailTaken(page));
        };
    }

    private Member member(SignedInMember self) {
        return members.find(self.id()).orElseThrow();
    }
}
