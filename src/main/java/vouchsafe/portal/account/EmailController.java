package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;
import vouchsafe.web.pages.Waits;

/**
 * Confirming and changing the address of an account. A link in a mail opens a page with a button, since programs that
 * look through mail open links too.
 */
@Controller
final class EmailController {
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

    @GetMapping("/account/verify/")
    JteModel verifyButton(
            Page page,
            @RequestParam(defaultValue = "") String link,
            HttpServletRequest request,
            HttpServletResponse response) {
        return button(page, "/account/verify/", link, addresses.toVerify(link), request, response);
    }

    @PostMapping("/account/verify/")
    @Nullable
    JteModel verify(
            Page page,
            @RequestParam(defaultValue = "") String link,
            HttpServletRequest request,
            HttpServletResponse response) {
        return opened(page, addresses.verify(link), request, response);
    }

    @GetMapping("/account/email/confirm/")
    JteModel changeButton(
            Page page,
            @RequestParam(defaultValue = "") String link,
            HttpServletRequest request,
            HttpServletResponse response) {
        return button(page, "/account/email/confirm/", link, addresses.toChange(link), request, response);
    }

    @PostMapping("/account/email/confirm/")
    @Nullable
    JteModel confirmChange(
            Page page,
            @RequestParam(defaultValue = "") String link,
            HttpServletRequest request,
            HttpServletResponse response) {
        return opened(page, addresses.change(link), request, response);
    }

    @GetMapping("/account/email/")
    JteModel form(Page page, @AuthenticationPrincipal SignedInMember self) {
        return templates.accountEmail(page, member(self), "", Map.of());
    }

    @PostMapping("/account/email/")
    @Nullable
    JteModel change(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Member member = member(self);
        String wanted = email.strip();
        Optional<String> refusal = Refusal.of(signIns.confirm(member, new Password(password)), response);
        if (refusal.isPresent()) {
            return templates.accountEmail(page, member, wanted, Map.of("password", refusal.get()));
        }
        return switch (addresses.askToChange(member, self.credentials(), wanted)) {
            case EmailAddresses.Asked.Sent() -> {
                PageArguments.flash(
                        request, "We sent a link to " + wanted + ". Your address changes when you open it.");
                yield Redirect.seeOther(response, "/account/email/");
            }
            case EmailAddresses.Asked.Wrong(String problem) ->
                templates.accountEmail(page, member, wanted, Map.of("email", problem));
            case EmailAddresses.Asked.TooMany(Duration wait) ->
                templates.accountEmail(page, member, wanted, Map.of("email", Waits.tooMany(response, wait)));
        };
    }

    @PostMapping("/account/email/verify/")
    @Nullable
    JteModel sendAgain(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            HttpServletRequest request,
            HttpServletResponse response) {
        Member member = member(self);
        if (!member.emailVerified()) {
            Optional<Duration> wait = addresses.askToVerifyAgain(member);
            if (wait.isPresent()) {
                return templates.accountEmail(page, member, "", Map.of("email", Waits.tooMany(response, wait.get())));
            }
            PageArguments.flash(request, "We sent a new link to " + member.email() + ".");
        }
        return Redirect.seeOther(response, "/account/email/");
    }

    private JteModel button(
            Page page,
            String action,
            String link,
            Optional<String> email,
            HttpServletRequest request,
            HttpServletResponse response) {
        ContentPolicy.letFormsLeave(request);
        if (email.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_GONE);
            return templates.accountLinkUseless(page, "/account/email/");
        }
        return templates.accountConfirmEmail(page, action, link, email.get());
    }

    private @Nullable JteModel opened(
            Page page, EmailAddresses.Outcome outcome, HttpServletRequest request, HttpServletResponse response) {
        return switch (outcome) {
            case CONFIRMED -> {
                PageArguments.flash(request, "Your e-mail address is confirmed.");
                // A person who stopped to read mail while an app waits goes on with the app.
                Optional<Waiting> waiting = destination.find(request, "");
                yield Redirect.seeOther(response, waiting.map(Waiting::path).orElse(Destination.HOME));
            }
            case LINK_USELESS -> {
                response.setStatus(HttpServletResponse.SC_GONE);
                yield templates.accountLinkUseless(page, "/account/email/");
            }
            case TAKEN -> {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
                yield templates.accountEmailTaken(page);
            }
        };
    }

    private Member member(SignedInMember self) {
        return members.find(self.id()).orElseThrow();
    }
}
