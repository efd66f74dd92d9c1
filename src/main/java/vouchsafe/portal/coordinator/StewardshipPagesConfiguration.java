package vouchsafe.portal.coordinator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.MailAllowance;
import vouchsafe.accounts.Members;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.projects.Catalogue;
import vouchsafe.projects.Projects;
import vouchsafe.projects.Stewardship;

/** Builds the pages about a project's coordinator, its kind and its end. */
@Configuration(proxyBeanMethods = false)
public class StewardshipPagesConfiguration {

    @Bean
    StewardshipController stewardshipController(
            Projects projects, Stewardship stewardship, ProjectEnds ends, Members members, MailAllowance allowance) {
        return new StewardshipController(projects, stewardship, ends, members, allowance);
    }

    @Bean
    ConversionController conversionController(Catalogue catalogue, ProjectEnds ends) {
        return new ConversionController(catalogue, ends);
    }
}
