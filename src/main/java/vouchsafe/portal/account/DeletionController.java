package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.SignIns;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Deletes a member's account: tells the consequences, asks for the password, and does it at once. */
@Controller
final class DeletionController {
    private static final String PATH = "/account/delete/";
    private static final String DONE = "/account/deleted/";

    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;
    private final SignIns signIns;
    private final AccountDeletion deletion;

    DeletionController(Members members, SignIns signIns, AccountDeletion deletion) {
        this.members = members;
        this.signIns = signIns;
        this.deletion = deletion;
    }

    @GetMapping(PATH)
    JteModel ask(Page page, @AuthenticationPrincipal SignedInMember self) {
        Member member = members.find(self.id()).orElseThrow();
        return templates.accountDelete(page, member.username(), deletion.obstacles(member), false, Map.of());
    }

    @PostMapping(PATH)
    Reply delete(
            Page page,
            @AuthenticationPrincipal SignedInMember self,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(name = "erasure_requested", defaultValue = "") String erasure,
            HttpServletRequest request) {
        Member member = members.find(self.id()).orElseThrow();
        boolean erasureWanted = !erasure.isEmpty();
        Optional<Refusal> refusal = Refusal.of(signIns.confirm(member, new Password(password)));
        if (refusal.isPresent()) {
            return refusal.get()
                    .on(templates.accountDelete(
                            page,
                            member.username(),
                            deletion.obstacles(member),
                            erasureWanted,
                            Map.of("password", refusal.get().text())));
        }
        List<String> obstacles = deletion.delete(member, self.credentials(), erasureWanted);
        if (!obstacles.isEmpty()) {
            return Reply.mend(templates.accountDelete(page, member.username(), obstacles, erasureWanted, Map.of()));
        }
        request.getSession().invalidate();
        return Reply.seeOther(DONE);
    }

    @GetMapping(DONE)
    JteModel done(Page page) {
        return templates.accountDeleted(page);
    }
}
