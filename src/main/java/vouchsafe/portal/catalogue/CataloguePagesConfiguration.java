package vouchsafe.portal.catalogue;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.grants.Grants;
import vouchsafe.portal.mydata.MyData;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Badges;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.Projects;

/** Builds the public pages about projects. */
@Configuration(proxyBeanMethods = false)
public class CataloguePagesConfiguration {

    @Bean
    CatalogueController catalogueController(Catalogue catalogue) {
        return new CatalogueController(catalogue);
    }

    @Bean
    ActivityController activityController(
            Projects projects,
            Catalogue catalogue,
            Grants grants,
            Approvals approvals,
            MyData data,
            InstantSource clock) {
        return new ActivityController(projects, catalogue, grants, approvals, data, clock);
    }

    @Bean
    AskedOfMembers askedOfMembers(Catalogue catalogue, ProjectChanges changes, Approvals approvals) {
        return new AskedOfMembers(catalogue, changes, approvals);
    }

    @Bean
    BadgeController badgeController(Badges badges) {
        return new BadgeController(badges);
    }
}
