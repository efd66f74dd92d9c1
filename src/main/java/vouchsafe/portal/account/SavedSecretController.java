package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.web.pages.OnceShown;
import vouchsafe.web.pages.Reply;

/** The button below a new secret with which its owner says that they have it. */
@Controller
final class SavedSecretController {
    private final OnceShown secrets;

    SavedSecretController(OnceShown secrets) {
        this.secrets = secrets;
    }

    @PostMapping("/account/secrets/saved/")
    Reply saved(@RequestParam(defaultValue = "") String name, HttpServletRequest request) {
        return secrets.saved(request, name)
                .map(page -> Reply.seeOther(page).saying("It is not shown any more."))
                .orElseGet(() -> Reply.seeOther("/account/").saying("That secret was not shown any more."));
    }
}
