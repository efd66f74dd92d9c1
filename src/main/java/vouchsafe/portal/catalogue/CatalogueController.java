package vouchsafe.portal.catalogue;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Catalogue.Shelf;
import vouchsafe.web.pages.Page;

/** The lists of projects. */
@Controller
final class CatalogueController {
    private final StaticTemplates templates = new StaticTemplates();
    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/explore-share/")
    JteModel exploreAndShare(Page page, @RequestParam(defaultValue = "0") int after) {
        return templates.catalogueList(page, Shelf.EXPLORE_AND_SHARE, catalogue.browse(Shelf.EXPLORE_AND_SHARE, after));
    }

    @GetMapping("/add-data/")
    JteModel addData(Page page, @RequestParam(defaultValue = "0") int after) {
        return templates.catalogueList(page, Shelf.ADD_DATA, catalogue.browse(Shelf.ADD_DATA, after));
    }

    @GetMapping("/direct-sharing/in-development/")
    JteModel inDevelopment(Page page, @RequestParam(defaultValue = "0") int after) {
        return templates.catalogueList(page, Shelf.IN_DEVELOPMENT, catalogue.browse(Shelf.IN_DEVELOPMENT, after));
    }

    /** The page for authorizing a project that takes no members. */
    @GetMapping("/direct-sharing/authorize-inactive/")
    JteModel notActive(Page page) {
        return templates.catalogueInactive(page);
    }
}
