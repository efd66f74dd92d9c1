package vouchsafe.portal.documentation;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vouchsafe.web.pages.Crumb;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** Shows the documentation to everyone. */
@Controller
final class DocumentationController {
    private static final List<Crumb> INDEX = List.of(new Crumb("Documentation", "/docs/"));

    private final StaticTemplates templates = new StaticTemplates();
    private final Guides guides;

    DocumentationController(Guides guides) {
        this.guides = guides;
    }

    @GetMapping("/docs/")
    JteModel index(Page page) {
        return templates.documentationIndex(page, guides.index());
    }

    @GetMapping({
        "/docs/{name}/",
        "/direct-sharing/overview/",
        "/direct-sharing/oauth2-setup/",
        "/direct-sharing/oauth2-features/",
        "/direct-sharing/oauth2-data-access/",
        "/direct-sharing/oauth2-data-upload/",
        "/direct-sharing/oauth2-messages/",
        "/direct-sharing/oauth2-member-removal/",
        "/direct-sharing/on-site-setup/",
        "/direct-sharing/on-site-features/",
        "/direct-sharing/approval/",
        "/community-guidelines/"
    })
    JteModel guide(Page page, HttpServletRequest request) {
        Guide guide = Guide.at(request.getRequestURI()).orElseThrow(NoSuchPage::new);
        return templates.documentationDocument(page, guides.document(guide), INDEX);
    }

    /** Redirects from on-site projects' topics to the texts for OAuth2 projects, which hold for both kinds. */
    @GetMapping("/direct-sharing/on-site-{topic:data-upload|messages|member-removal}/")
    Reply alike(@PathVariable String topic) {
        return Reply.seeOther("/direct-sharing/oauth2-" + topic + "/");
    }

    @GetMapping("/terms/")
    JteModel terms(Page page) {
        return templates.documentationDocument(page, guides.ofOperator("terms"), List.of());
    }

    @GetMapping("/privacy/")
    JteModel privacy(Page page) {
        return templates.documentationDocument(page, guides.ofOperator("privacy"), List.of());
    }
}
