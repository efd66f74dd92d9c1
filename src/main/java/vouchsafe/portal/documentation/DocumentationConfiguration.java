package vouchsafe.portal.documentation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Authority;
import vouchsafe.projects.ProjectSettings;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.pages.SiteFolder;

/** Builds the documentation pages. */
@Configuration(proxyBeanMethods = false)
public class DocumentationConfiguration {

    @Bean
    Guides guides(PublicAddress address, Authority authority, ProjectSettings projects, SiteFolder siteFolder) {
        return new Guides(address, authority, projects, siteFolder);
    }

    @Bean
    DocumentationController documentationController(Guides guides) {
        return new DocumentationController(guides);
    }
}
