package vouchsafe.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vouchsafe.portal.account.AccountPagesConfiguration;

/** Builds the pages. */
@Configuration(proxyBeanMethods = false)
@Import(AccountPagesConfiguration.class)
public class PortalConfiguration {

    @Bean
    HomeController homeController() {
        return new HomeController();
    }
}
