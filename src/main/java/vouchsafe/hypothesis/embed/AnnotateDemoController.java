package vouchsafe.hypothesis.embed;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.Page;

/** A page to try annotating on. */
@Controller
final class AnnotateDemoController {
    private final StaticTemplates templates = new StaticTemplates();
    private final ClientFiles files;
    private final PublicAddress address;

    AnnotateDemoController(ClientFiles files, PublicAddress address) {
        this.files = files;
        this.address = address;
    }

    @GetMapping("/annotate-demo")
    JteModel demo(Page page, HttpServletRequest request, HttpServletResponse response) {
        ContentPolicy.allowOwnFrames(request);
        // The window for signing in must be able to tell the client, in a frame of this page, the outcome.
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin-allow-popups");
        return templates.hypothesisDemo(page, files.installed(), address.url("/embed.js"));
    }
}
