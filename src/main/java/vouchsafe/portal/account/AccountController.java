package vouchsafe.portal.account;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.files.DataFiles;
import vouchsafe.files.SourceFiles;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.web.pages.Page;

/** The front page of a member's own account. */
@Controller
final class AccountController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Members members;
    private final DataFiles files;
    private final Grants grants;

    AccountController(Members members, DataFiles files, Grants grants) {
        this.members = members;
        this.files = files;
        this.grants = grants;
    }

    @GetMapping(Destination.HOME)
    JteModel home(Page page, @AuthenticationPrincipal SignedInMember self) {
        List<SourceFiles> sources = files.bySource(self.id(), 1);
        return templates.accountHome(
                page,
                members.find(self.id()).orElseThrow(),
                sources.stream().mapToLong(SourceFiles::count).sum(),
                sources.stream().mapToLong(SourceFiles::bytes).sum(),
                grants.ofMember(self.id()).stream().filter(Grant::active).count());
    }
}
