package vouchsafe.portal;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vouchsafe.web.pages.Page;

/** Shows the front page of the server. */
@Controller
final class HomeController {
    private final StaticTemplates templates = new StaticTemplates();

    @GetMapping("/")
    JteModel home(Page page) {
        return templates.home(page);
    }
}
