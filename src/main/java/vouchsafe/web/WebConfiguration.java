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
    TrustedProxies trustedProxies(WebSettings settings, Listening listening) {
        TrustedProxies named = TrustedProxies.of(settings.trustedProxies());
        return listening.socket().isPresent() ? named.alone() : named;
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIds(
            TrustedProxies proxies,
            PublicAddress address,
            ObjectProvider<SecretsInClear> secretsInClear,
            Metrics metrics,
            Tracing tracing) {
        FilterRegistrationBean<RequestIdFilter> filter = new FilterRegistrationBean<>(
                new RequestIdFilter(proxies, address, secretsInClear::getObject, new ServedRequests(metrics), tracing));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.addUrlPatterns("/*");
        return filter;
    }

    @Bean
    Stopping stopping() {
        return new Stopping();
    }

    @Bean
    RequestLimits requestLimits(TrustedProxies proxies, PublicAddress address, Listening listening, Metrics metrics) {
        return new RequestLimits(proxies, address, listening, metrics);
    }
}
