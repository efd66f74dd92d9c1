package vouchsafe.metrics;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds what rooms count with. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    Metrics metrics(MetricsSettings settings) {
        return settings.on() ? Metrics.counting() : Metrics.off();
    }
}
