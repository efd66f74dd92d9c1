package vouchsafe.app;

import jakarta.servlet.Filter;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.BrowserConfiguration;
import vouchsafe.backup.Backups;
import vouchsafe.crypto.MasterKeys;
import vouchsafe.db.ChangeFeed;
import vouchsafe.db.ConnectionPlaces;
import vouchsafe.db.DatabaseSettings;
import vouchsafe.db.Disk;
import vouchsafe.db.LateJobs;
import vouchsafe.doctor.EchoServlet;
import vouchsafe.doctor.Installation;
import vouchsafe.files.transfer.TransferConfiguration;
import vouchsafe.hypothesis.HypothesisConfiguration;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.MetricsSettings;
import vouchsafe.oauth.http.OAuthHttpConfiguration;
import vouchsafe.openhumans.OpenHumansConfiguration;
import vouchsafe.operation.LastBackup;
import vouchsafe.operation.OperationConfiguration;
import vouchsafe.operation.ThisNode;
import vouchsafe.portal.PortalConfiguration;
import vouchsafe.portal.SecurityConfiguration;
import vouchsafe.standard.StandardConfiguration;
import vouchsafe.web.Stopping;

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
    OAuthHttpConfiguration.class,
    TransferConfiguration.class,
    OpenHumansConfiguration.class,
    HypothesisConfiguration.class,
    OperationConfiguration.class,
    StandardConfiguration.class,
    SecurityConfiguration.class,
    PortalConfiguration.class
})
class ServerConfiguration {
    private static final String HEALTH = "health";

    @Bean
    ServletRegistrationBean<HealthServlet> health(
            ChangeFeed changes,
            ConnectionPlaces places,
            LateJobs jobs,
            Disk disk,
            SecurityContextRepository visitors,
            JsonMapper json) {
        ServletRegistrationBean<HealthServlet> servlet = new ServletRegistrationBean<>(
                new HealthServlet(changes, places, jobs, disk, visitors, json),
                "/health/live",
                "/health/ready",
                HealthServlet.STATUS);
        servlet.setName(HEALTH);
        return servlet;
    }

    /** Takes a server that stops out of its balancer, before its port closes. */
    @Bean
    FilterRegistrationBean<NotReadyWhileStopping> notReadyWhileStopping(Stopping stopping, JsonMapper json) {
        FilterRegistrationBean<NotReadyWhileStopping> filter =
                new FilterRegistrationBean<>(new NotReadyWhileStopping(stopping, json));
        filter.addUrlPatterns("/health/ready");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        return filter;
    }

    /** Where a doctor sees what a proxy makes of requests. */
    @Bean
    ServletRegistrationBean<EchoServlet> doctorsEcho(MasterKeys keys, JsonMapper json) {
        ServletRegistrationBean<EchoServlet> servlet =
                new ServletRegistrationBean<>(new EchoServlet(keys::first, json), EchoServlet.PATH);
        servlet.setName("doctorsEcho");
        return servlet;
    }

    @Bean
    ThisNode thisNode() {
        return new ThisNode(
                Hostname.ofThisMachine(), Vouchsafe.version(), Runtime.version().toString());
    }

    /** Looked at anew each time a doctor comes. */
    @Bean
    @Lazy
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Installation installation(Settings settings, DatabaseSettings database) {
        return FoundInstallation.ofThisServer(settings, database);
    }

    @Bean
    LastBackup lastBackup(Backups backups, InstantSource clock) {
        return new BackupsShown(backups, clock);
    }

    @Bean
    MetricsPort metricsPort(MetricsSettings settings, Metrics metrics) {
        return new MetricsPort(settings, metrics);
    }

    /** Before the security chain, which would ask who visits; enabled only where it answers anybody. */
    @Bean
    FilterRegistrationBean<MetricsFilter> metricsFilter(MetricsSettings settings, Metrics metrics) {
        FilterRegistrationBean<MetricsFilter> filter =
                new FilterRegistrationBean<>(new MetricsFilter(metrics, new MetricsReader(settings.token())));
        filter.addUrlPatterns(MetricsFilter.PATH);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        filter.setEnabled(settings.atServer());
        return filter;
    }

    /** Lets the health endpoint know an administrator's browser; it costs nothing where the session is not read. */
    @Bean
    FilterRegistrationBean<Filter> healthSessions(
            @Qualifier("springSessionRepositoryFilter") SessionRepositoryFilter<?> sessions) {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(sessions);
        filter.setName("healthSessions");
        filter.setServletNames(List.of(HEALTH));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return filter;
    }
}
