package vouchsafe.metrics;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what rooms count with, and traces. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    Metrics metrics(MetricsSettings settings) {
        return settings.on() ? Metrics.counting() : Metrics.off();
    }

    @Bean(destroyMethod = "close")
    Tracing tracing(TracingSettings settings) {
        return settings.url().map(url -> Tracing.to(url, settings.percent())).orElseGet(Tracing::off);
    }
}
