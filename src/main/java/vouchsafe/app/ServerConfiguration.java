package vouchsafe.app;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vouchsafe.accounts.BrowserConfiguration;
import vouchsafe.db.ChangeFeed;
import vouchsafe.hypothesis.HypothesisConfiguration;
import vouchsafe.openhumans.OpenHumansConfiguration;
import vouchsafe.portal.PortalConfiguration;
import vouchsafe.portal.SecurityConfiguration;
import vouchsafe.standard.StandardConfiguration;

/** The whole house: the parts of Spring Boot that are used, and one configuration per room, lowest floor first. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    ConfigurationPropertiesAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@Import({
    RoomsConfiguration.class,
    BrowserConfiguration.class,
    OpenHumansConfiguration.class,
    HypothesisConfiguration.class,
    StandardConfiguration.class,
    SecurityConfiguration.class,
    PortalConfiguration.class
})
class ServerConfiguration {

    @Bean
    ServletRegistrationBean<HealthServlet> health(ChangeFeed changes) {
        return new ServletRegistrationBean<>(new HealthServlet(changes), "/health/live", "/health/ready");
    }
}
