package vouchsafe.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vouchsafe.portal.account.AccountPagesConfiguration;
import vouchsafe.portal.authorize.AuthorizationPagesConfiguration;
import vouchsafe.portal.catalogue.CataloguePagesConfiguration;
import vouchsafe.portal.coordinator.CoordinatorPagesConfiguration;

/** Builds the pages. */
@Configuration(proxyBeanMethods = false)
@Import({AccountPagesConfiguration.class, AuthorizationPagesConfiguration.class, CoordinatorPagesConfiguration.class})

@Import({
    AccountPagesConfiguration.class,
    AuthorizationPagesConfiguration.class,
    CataloguePagesConfiguration.class,
    CoordinatorPagesConfiguration.class
})
public class PortalConfiguration {

    @Bean
    HomeController homeController() {
        return new HomeController();
    }
}
