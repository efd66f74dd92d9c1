package vouchsafe.portal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the pages. */
@Configuration(proxyBeanMethods = false)
public class PortalConfiguration {

    @Bean
    HomeController homeController() {
        return new HomeController();
    }
}
