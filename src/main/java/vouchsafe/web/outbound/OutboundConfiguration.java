package vouchsafe.web.outbound;

import java.security.NoSuchAlgorithmException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.metrics.Metrics;
import vouchsafe.metrics.Tracing;
import vouchsafe.web.WebSettings;

/** Builds the client for calls to the outside world. */
@Configuration(proxyBeanMethods = false)
public class OutboundConfiguration {

    @Bean
    OutboundHttp outboundHttp(WebSettings settings, Metrics metrics, Tracing tracing) throws NoSuchAlgorithmException {
        return new OutboundHttp(settings, metrics, tracing);
    }
}
