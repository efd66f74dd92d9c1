package vouchsafe.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;

/** Builds the filters and limits that stand before every request. */
@Configuration(proxyBeanMethods = false)
public class WebConfiguration {

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIds(
            WebSettings settings,
            PublicAddress address,
            ObjectProvider<SecretsInClear> secretsInClear,
            Metrics metrics,
            Tracing tracing) {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(new RequestIdFilter(
                settings, address, secretsInClear::getObject, new ServedRequests(metrics), tracing));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.addUrlPatterns("/*");
        return filter;
    }

    @Bean
    RequestLimits requestLimits(WebSettings settings, Metrics metrics) {
        return new RequestLimits(TrustedProxies.of(settings.trustedProxies()), metrics);
    }
}
